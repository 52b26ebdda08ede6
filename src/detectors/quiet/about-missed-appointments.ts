import type { About } from '../detector.ts';

/** D6 for people. */
export const about: About = {
  mark: 'D6',
  title: 'Missed appointments',
  looksFor: 'Three or more missed of five or more booked appointments in twelve months.',
  evidence:
    'Missing more than two a year goes with poorer health and higher mortality, in a dose-response pattern (McQueenie 2019, BMC Med; Williamson 2021). It is a marker of hardship and of barriers of the service, not of carelessness.',
  grade: 'strong as a marker',
  notOn: [
    'Appointments that the practice cancelled or its clinician missed',
    'Days in hospital',
    'Appointments made less than a day before',
    'Missed ones without an interpreter where one is needed',
    'Two or more reminders that could not be delivered',
    'The same appointment recorded twice',
    'People of care homes, children, and where there is a safeguarding concern',
  ],
  act: 'Ask what has been getting in the way; offer a longer, flexible or phone slot with one person.',
};
