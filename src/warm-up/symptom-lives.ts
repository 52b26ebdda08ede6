import type { Life, Problem } from './life.ts';

const tablets = [231, 203, 175, 147, 119, 91, 63];
const lowSpells: readonly Problem[] = [
  ['Depressive disorder', 760, 760, 690],
  ['Depressive disorder', 110, 110, 20],
];

/** Lives that produce cards about engagement, symptoms and signatures. */
export const symptomLives: readonly Life[] = [
  {
    expectedCodes: ['late-presentation'],
    visits: [['aaa', 700, 61]],
    problems: [
      ['Cough', 700, 822],
      ['Abdominal pain', 396, 520],
      ['Low back pain', 61, 183],
    ],
  },
  {
    expectedCodes: ['emergency-first'],
    visits: [
      ['b', 913, 913],
      ['bb', 274, 30],
    ],
    emergencies: [
      ['Epilepsy', 791],
      ['Heart failure', 152],
    ],
  },
  {
    expectedCodes: ['gone-quiet'],
    visits: [['abcabcabcabcabcabcabc', 1430, 341]],
    problems: [['Hypertension', 2200]],
    invited: [
      ['Blood pressure check', 183],
      ['Blood pressure check', 20],
    ],
  },
  {
    expectedCodes: ['unanswered-invitations'],
    visits: [['aa', 426, 122]],
    invited: [
      ['Asthma review', 274],
      ['Cervical screening', 183],
      ['Blood pressure check', 61],
    ],
  },
  {
    expectedCodes: ['missed-appointments'],
    visits: [['aaa', 487, 30]],
    missed: [304, 213, 122, 61],
    attended: [274, 152, 30],
  },
  {
    expectedCodes: ['quiet-pattern'],
    visits: [['aaa', 761, 91]],
    problems: [
      ['Cough', 761, 883],
      ['Abdominal pain', 365, 490],
      ['Low back pain', 91, 213],
    ],
    missed: [304, 213, 61],
    attended: [335, 91],
    invited: [
      ['Diabetes review', 244],
      ['Bowel screening', 152],
      ['Diabetes review', 30],
    ],
  },
  { expectedCodes: ['medicine-not-collected', 'next-contact'], visits: [['bb', 457, 244]], collected: tablets },
  {
    expectedCodes: ['illness-signature'],
    visits: [['bbbb', 1370, 244]],
    problems: [
      ...[1050, 700, 385].map((day): Problem => ['Depressive disorder', day, day, day - 40]),
      ...[1062, 712, 397, 1350, 1300, 900, 200, 9].map((day): Problem => ['Headache', day]),
    ],
    missed: [1250, 1200, 1066, 800, 716, 550, 401, 5],
  },
  {
    expectedCodes: ['shared-signature', 'next-contact'],
    visits: [['aa', 609, 183]],
    problems: [['Insomnia', 14]],
    collected: tablets,
    note: 183,
  },
  { expectedCodes: ['write-signature'], visits: [['aaaa', 761, 42]], problems: lowSpells, missed: [775, 125] },
  {
    expectedCodes: ['persistent-symptoms'],
    visits: [
      ['bab', 913, 670],
      ['babab', 335, 91],
    ],
    problems: [
      ...[913, 670, 335, 91].map((day): Problem => ['Headache', day]),
      ...[791, 487, 274].map((day): Problem => ['Backache', day]),
      ...[791, 457, 152].map((day): Problem => ['Dizziness', day]),
      ...[670, 335].map((day): Problem => ['Palpitations', day]),
      ...[487, 213].map((day): Problem => ['Fatigue', day]),
    ],
    referred: [
      ['Neurology', 883, 791],
      ['Cardiology', 640, 548],
      ['Rheumatology', 457, 365],
      ['Ear, nose and throat', 244, 152],
    ],
  },
];
