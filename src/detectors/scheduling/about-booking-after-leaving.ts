import type { About } from '../detector.ts';

/** K2 for people. */
export const about: About = {
  mark: 'K2',
  title: 'Booking after the usual GP’s last day',
  looksFor:
    'An appointment about to be booked with the usual GP, for a day after that GP’s recorded last day here. The person has seen them three times or more in the past year.',
  evidence:
    'An ending that is named can be borne; one that is found out at the desk is a second loss. At year-end handoffs of people at risk, 29 % missed or cancelled the first visit with the new trainee (Pincavage 2012). That a word at the moment of booking changes this has not been studied.',
  grade: 'expert opinion',
  notOn: [
    'The appointment is on the last day or before it',
    'The clinician has another role here without an end, or with a later one',
    'A rolling contract: two earlier roles of the same kind at the same organisation ended and were renewed',
    'A recorded absence with a return, such as maternity leave or a sabbatical',
    'Several people whose roles end on one day: a merger or a new system',
    'A trainee: that is the detection of changeovers',
    'A clinician whose roles can’t be read',
    'A person under 16, and one who has been here for less than a year',
  ],
  act: 'Agree with the person who comes next, and book with that clinician.',
};
