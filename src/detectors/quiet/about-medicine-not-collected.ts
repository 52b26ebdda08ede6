import type { About } from '../detector.ts';

/** D7 for people. */
export const about: About = {
  mark: 'D7',
  title: 'A repeat medicine was not collected',
  looksFor:
    'A repeat of a medicine that should not stop suddenly ran out two weeks ago or more, and earlier supplies were collected on time.',
  evidence:
    'Stopping goes before relapse in many conditions; cover by supplies is the usual measure of pharmacy records. What is collected may not be taken, and what is not collected here may be collected elsewhere.',
  grade: 'moderate as a sign before relapse',
  notOn: [
    'Stopped, paused, finished or changed to another of its class',
    'Medicines taken as needed, and repeat dispensing in batches',
    'Fewer than four earlier supplies, or supplies that were often late',
    'Long supplies before half of them has gone by again',
    'Days in hospital',
    'Pregnancy',
    'Two or more repeats that all stop on one day: then the record stopped',
    'Supplies that do not say how long they last',
  ],
  act: 'Ask, with no assumption, how the person is finding it.',
};
