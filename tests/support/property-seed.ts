import fc from 'fast-check';

/**
 * Loaded before every test file: each property tries the same values at every run, so that a change is judged by what it
 * changes and not by luck. `PROPERTY_SEED=7 npm test -- tests/properties` tries others; a failure prints its seed.
 */
const seed = Number(process.env.PROPERTY_SEED ?? '20261124');
if (!Number.isSafeInteger(seed)) throw new Error('PROPERTY_SEED must be a whole number');
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
