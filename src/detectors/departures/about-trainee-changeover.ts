import type { About } from '../detector.ts';

/** A4 for people. */
export const about: About = {
  mark: 'A4',
  title: 'Trainee changeover',
  looksFor:
    'A person who has seen a GP trainee for at least half of the GP visits of six months, three at the least, where the post ends within 12 weeks or ended in the past 90 days and no other GP has been seen twice since.',
  evidence:
    'At year-end handoffs of people at risk, 29 % missed or cancelled the first visit with the new trainee, 44 % saw the right one, and one in five was lost to the clinic at six months (Pincavage 2012); elsewhere about half did not return within a year (Caines 2011). No trial shows that a goodbye improves outcomes.',
  grade: 'strong for the risk at handoffs, expert opinion for the act',
  notOn: [
    'A trainee who stays on in another role here',
    'By calendar (first Wednesday of February and August) only where no end is recorded and the role began five months before: a recorded date wins, since posts differ',
    'A later visit or (where it can be read) consultation of the trainee here, or, before a day that only the calendar gives, a booking after it',
    'Roles of three or more others, and 30 % of those at work, that end on the same day: a merger or a new system',
    'Another GP has been seen twice since, or may have been, in visits that are restricted, undated or with someone who could not be read',
    'A clinician whose roles can’t be read',
    'A person who has been here for less than six months',
  ],
  act: 'Ask whom the person would like to see afterwards, and write a short handover note in their own words.',
};
