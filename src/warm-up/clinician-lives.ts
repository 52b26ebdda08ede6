import type { Life } from './life.ts';

/** Lives that produce cards about clinicians and continuity, and a long one that produces none. */
export const clinicianLives: readonly Life[] = [
  { expectedCodes: ['usual-clinician-left'], visits: [['gggggggggggggg', 1765, 150]] },
  {
    expectedCodes: ['usual-clinician-away'],
    visits: [
      ['xxxxxxx', 913, 70],
      ['ab', 540, 300],
    ],
    due: -28,
  },
  {
    expectedCodes: ['usual-clinician-leaving', 'booking-after-leaving'],
    visits: [['vvvvavvvvvvvv', 700, 21]],
    booking: ['v', -49],
  },
  {
    expectedCodes: ['trainee-changeover'],
    visits: [
      ['cb', 1460, 1100],
      ['attttt', 175, 24],
    ],
  },
  {
    expectedCodes: ['repeated-goodbyes'],
    visits: [
      ['pppp', 1735, 1430],
      ['qqqq', 1278, 943],
      ['rrrr', 791, 517],
      ['aaaa', 365, 91],
    ],
  },
  {
    expectedCodes: ['continuity-fell'],
    visits: [
      ['aaaaaaaaaa', 1065, 400],
      ['bcdgtxvb', 290, 30],
    ],
  },
  {
    expectedCodes: ['continuity-low'],
    visits: [['gbacdbvganct', 900, 60]],
    namedGp: 'a',
    problems: [
      ['Type 2 diabetes mellitus', 2200],
      ['Hypertension', 2200],
      ['Chronic obstructive pulmonary disease', 2200],
      ['Osteoarthritis', 2200],
    ],
  },
  { expectedCodes: ['first-meeting'], visits: [['bbbbbbbabbbbbbbbabbbb', 1795, 60]] },
  {
    expectedCodes: ['known-team'],
    visits: [
      ['ab', 600, 540],
      ['nabnabcnabndnabcn', 340, 30],
    ],
    problems: [['Heart failure', 2200]],
    team: 'nab',
  },
  { expectedCodes: ['booking-elsewhere'], visits: [['aaaaaabaa', 700, 61]], booking: ['b', -10] },
];

/** A long, ordinary life without any card: the slowest kind of real call. */
export const longLife: Life = {
  expectedCodes: [],
  visits: [['abcdnaabbaxcabdanbacbadabcnabdcabadcabnadcbabdcabdabcnab', 3000, 12]],
  problems: [
    ['Essential hypertension', 1500],
    ['Knee pain', 900],
    ['Low mood', 400],
  ],
  missed: [500],
  attended: [900, 300],
  invited: [['Annual review', 700]],
  collected: [300, 272, 244, 216, 188, 160, 132, 104, 76, 48, 20],
};
