import type { About } from '../detector.ts';

/** D5 for people. */
export const about: About = {
  mark: 'D5',
  title: 'Invitations without a recorded reply',
  looksFor:
    'At least three invitations of at least two kinds (a review, a screening, a vaccination) in 12 months, none of them followed by attendance for that, and none declined.',
  evidence:
    'What is missed is prevention. An insecure attachment style goes with missed visits in people with diabetes (Ciechanowski 2006), a finding about groups and never about one person; letters also go astray, and services can be hard to reach.',
  grade: 'moderate for what is missed, weak for a card changing it',
  notOn: [
    'A kind that was declined, ever: a recorded decline is a choice',
    'Invitations that were withdrawn, or could not be delivered',
    'Several invitations for one thing only',
    'One invitation recorded or sent twice on one day: it counts once',
    'Attendance for the same thing afterwards, recorded as a visit (in a group too), a procedure, a kept appointment or an invitation closed as done; attendance for anything else does not answer',
    'An appointment for it that still stands: that is a reply',
    'Invitations that do not say what they are for, or when they were sent',
    'Care-home residents and people under 16',
    'A person who has been with this practice for less than 12 months',
    'Records in which invitations, visits, appointments or procedures could not be read in full',
  ],
  act: 'Ask which of them, if any, matters to the person now, and what would make it easier.',
};
