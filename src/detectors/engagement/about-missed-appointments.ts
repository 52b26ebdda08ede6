import type { About } from '../detector.ts';

/** D6 for people. */
export const about: About = {
  mark: 'D6',
  title: 'Missed appointments',
  looksFor: 'At least three missed of at least five booked appointments in the past 12 months.',
  evidence:
    'Missing more appointments goes with higher mortality, step by step; more than two a year with mental illness alone went with over eight times the mortality (McQueenie 2019, BMC Med), and with missing hospital appointments too (Williamson 2021, PLoS One). It is a marker of hardship and of services that are hard to use, not of a person’s worth. A change is a rise of the missed share against the 24 months before (one-sided Fisher exact test, p <= .05); it and the three-year mean only choose the words.',
  grade: 'strong as a marker, weak for a card changing it',
  notOn: [
    'Appointments that the practice missed or cancelled, or that were cancelled, however late',
    'Appointments made less than 24 hours before, and walk-ins: neither missed nor booked here',
    'Days in hospital or at an emergency department, and in custody: from the first contact in a prison to the last',
    'One appointment recorded twice: it counts once, as kept where one record says so',
    'A person who needs an interpreter: what was missed without one booked does not count',
    'Two or more reminders of the past 12 months that were not sent or did not arrive, those of an appointment among them, where messages can be read',
    'A safeguarding concern in the record: that has its own route',
    'People under 16, and appointments before that age: whether a child is brought is not the child’s to choose',
    'Care-home residents',
    'A person who has been with this practice for less than 12 months',
  ],
  act: 'Ask what has been getting in the way; offer a longer, flexible or phone slot and one named person. Never a warning letter.',
};
