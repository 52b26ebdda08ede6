import type { Life } from './life.ts';

/** Lives that produce cards about the pattern of contact, and about what is unsettled between person and practice. */
export const contactLives: readonly Life[] = [
  { expectedCodes: ['left-before-seen'], visits: [['aaa', 700, 61]], leftUnseen: 20 },
  { expectedCodes: ['promise-open'], visits: [['aaa', 700, 61]], promised: 21 },
  {
    // The usual clinician saw others of these lives on the days of the last four visits.
    expectedCodes: ['abrupt-move'],
    fromServer: true,
    visits: [
      ['aaaaaaaa', 900, 200],
      ['b', 122, 122],
      ['c', 91, 91],
      ['b', 61, 61],
      ['c', 30, 30],
    ],
  },
  {
    expectedCodes: ['uneven-contact'],
    visits: [
      ['bbbbbbb', 720, 645],
      ['bbbbbb', 450, 380],
      ['bbbbbbbb', 268, 226],
    ],
    missed: [220],
  },
  {
    expectedCodes: ['many-contacts'],
    visits: [
      ['aaaaaaaaaaaa', 1270, 190],
      ['bncndnanbncndnanbn', 178, 3],
    ],
  },
];
