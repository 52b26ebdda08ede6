import type { About } from '../detector.ts';

/** D8 for people. */
export const about: About = {
  mark: 'D8',
  title: 'Several quiet signs at once',
  looksFor:
    'Three or more at once of: problems that came late, silence against the own rhythm, invitations without reply, missed appointments, a repeat medicine that ran out.',
  evidence:
    'Each alone can be chance; that they come together is clinical sense and was not studied. It stands for the single findings, so that one chart shows one card.',
  grade: 'expert opinion',
  notOn: ['Two of them or fewer', 'What is not found now any more'],
  act: 'Make the visit easy and unhurried, and agree one clear thing that would be worth an early call.',
};
