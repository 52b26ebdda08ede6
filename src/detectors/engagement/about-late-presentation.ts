import type { About } from '../detector.ts';

/** D1 for people. */
export const about: About = {
  mark: 'D1',
  title: 'Problems that had been there for long',
  looksFor:
    'Several of a person’s latest new problems had been there for months (alarm symptoms: for over a month) before they were recorded.',
  evidence:
    'Most late diagnosis is not the person’s doing: over 95 % of people whose colorectal cancer was found at an emergency had seen a GP in the year before (Renzi 2016). If one episode in ten comes late anyway, two late of the last three arise by chance with probability .028, three of five with .009. No direct study of such a pattern was found.',
  grade: 'expert opinion',
  notOn: [
    'One late problem, or two of four or five: chance gives that too often',
    'Records whose onset is a copy of the day of the record (fewer than three onsets before it)',
    'Onsets known only by their year, or over two years before',
    'Five or more problems recorded on one day: that is tidying up',
    'What was recorded before the registration here or within 30 days of it',
    'Reviews of what was known, and tentative diagnoses',
    'Problems recorded within 90 days of each other: one episode',
  ],
  act: 'Say that you are glad the person came, and agree what would be worth an early call.',
};
