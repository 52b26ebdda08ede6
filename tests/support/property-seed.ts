import fc from 'fast-check';
import { runs } from './property-runs.ts';

/**
 * Loaded before every test file: each property tries the same values at every run, so that a change is judged by what it
 * changes and not by luck. `npm run test:properties` tries many others; jest.config.ts prints their seed.
 */
const seed = Number(process.env.PROPERTY_SEED ?? '20261124');
if (!Number.isSafeInteger(seed)) throw new Error('PROPERTY_SEED must be a whole number, or `random`');
fc.configureGlobal({ ...fc.readConfigureGlobal(), ...runs(100), seed });
