const factor = Number(process.env.PROPERTY_FACTOR ?? '1');
if (!Number.isSafeInteger(factor) || factor < 1) throw new Error('PROPERTY_FACTOR must be a whole number, at least 1');

/** How many values a property tries: `usual` of them, and `npm run test:properties` a multiple. */
export const runs = (usual: number) => ({ numRuns: usual * factor });
