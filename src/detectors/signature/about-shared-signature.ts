import type { About } from '../detector.ts';

/** E2 for people. */
export const about: About = {
  mark: 'E2',
  title: 'Signs written down together',
  looksFor:
    'A note in which this person and a clinician wrote down which signs came before earlier times of illness, and enough of those signs in the record now, within the time that the note itself names.',
  evidence:
    'Writing down the early signs of a relapse with the person is long-standing practice in psychosis (Birchwood 2000, Adv Psychiatr Treat) and part of action plans for asthma and heart failure. Signs that are the same for everyone are weak: median sensitivity 61 %, specificity 81 % (Eisner 2013). What is read here is the person’s own plan and no inference.',
  grade: 'moderate that such signs exist, expert opinion for a card',
  notOn: [
    'A plan that is a draft, revoked (as where the person no longer agrees to it), on hold, completed or entered in error',
    'Fewer signs than the plan asks for',
    'Signs dated on or before the day on which the plan was written, or longer ago than it says',
    'A sign that names a detection which found nothing, or that speaks of a time before the plan was written',
    'Signs described in words only: they are for people to see',
  ],
  act: 'Mention the note, and ask how the person is; after a year, look together at whether it is still right.',
};
