import type { About } from '../detector.ts';

/** A1 for people. */
export const about: About = {
  mark: 'A1',
  title: 'Usual clinician has left',
  looksFor:
    'A person whose usual GP, an established one, has left the practice in the past year, and who has not yet seen any other GP twice since.',
  evidence:
    'After a primary care clinician left, people had 18.4 % fewer primary care visits (95 % CI 16.9 to 19.8), 6.2 % more specialist visits and 17.8 % more urgent care in the following year, and this persisted at two years (Sabety, Jena and Barnett 2021, JAMA Intern Med; difference in differences). No trial shows that a goodbye improves outcomes.',
  grade: 'strong for the change in use of care, expert opinion for the act',
  notOn: [
    'The clinician holds, or will hold, another role here: a role made anew after a migration is no departure',
    'A later visit, booking or (where it can be read) consultation of the clinician here, or a visit or booking with a role that could not be read: the role is out of date, or may be',
    'An inactive role without a date, where the clinician’s latest consultation here can’t be read; Practitioner.active alone',
    'A clinician whose roles can’t be read',
    'Several people whose roles end on one day (by default three, and 30 % of those at work): a merger or a new system',
    'A trainee until 90 days after the changeover: that is the detection of changeovers',
    'The one who left opens the chart',
    'A GP has taken over: two visits with the same one since; or may have, in visits that are restricted, undated or with someone who could not be read',
    'A person who came to this practice only afterwards, or has been here for less than a year',
    'Records in which over a fifth of the visits name nobody',
  ],
  act: 'Say it aloud, ask how it has been, name who comes next, and look for results that are still awaited.',
};
