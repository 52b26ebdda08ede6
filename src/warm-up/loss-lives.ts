import type { Life } from './life.ts';

/** Lives that produce cards about losses. */
export const lossLives: readonly Life[] = [
  { expectedCodes: ['pregnancy-loss'], visits: [['u', 400, 400]], problems: [['Miscarriage', 30]] },
  { expectedCodes: ['life-changing-diagnosis'], visits: [['a', 400, 400]], problems: [['Multiple sclerosis', 28]] },
  { expectedCodes: ['serious-injury'], visits: [['a', 400, 400]], stays: [['Fracture of pelvis', 35, 30]] },
  { expectedCodes: ['palliative-care'], visits: [['a', 400, 400]], problems: [['Carer for husband', 100]] },
];
