import type { Life } from './life.ts';

/** Lives that produce cards about losses. */
export const lossLives: readonly Life[] = [
  { expectedCodes: ['pregnancy-loss'], visits: [['u', 400, 400]], problems: [['Miscarriage', 30]] },
  { expectedCodes: ['life-changing-diagnosis'], visits: [['a', 400, 400]], problems: [['Multiple sclerosis', 28]] },
  { expectedCodes: ['serious-injury'], visits: [['a', 400, 400]], stays: [['Fracture of pelvis', 35, 30]] },
  { expectedCodes: ['palliative-care'], visits: [['a', 400, 400]], problems: [['Carer for husband', 100]] },
  { expectedCodes: ['bereavement'], visits: [['aaa', 700, 61]], problems: [['Bereavement', 20, 40]] },
  // It was recorded in a visit ten days later.
  { expectedCodes: ['anniversary'], visits: [['aa', 700, 350]], problems: [['Bereavement', 350, 360]] },
  { expectedCodes: ['child-in-hospital'], visits: [['aaa', 700, 61]], childInHospital: 9, fromServer: true },
];
