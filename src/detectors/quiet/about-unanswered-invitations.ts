import type { About } from '../detector.ts';

/** D5 for people. */
export const about: About = {
  mark: 'D5',
  title: 'Invitations without a reply',
  looksFor:
    'Three or more invitations, of two or more kinds, in twelve months to which no attendance and no decline is recorded.',
  evidence:
    'Missed prevention is well documented as a marker of later harm; that a personal word helps more than another letter is clinical sense.',
  grade: 'moderate for missed prevention, weak for the action',
  notOn: [
    'A recorded decline: that is a choice, and the kind it is about never counts',
    'Any attendance for the same thing since: a procedure, a visit or a kept appointment',
    'Invitations that were withdrawn or could not be delivered',
    'Invitations of one kind only',
    'People of care homes, and children',
  ],
  act: 'Ask which, if any, matters to the person now, and what would make it easier.',
};
