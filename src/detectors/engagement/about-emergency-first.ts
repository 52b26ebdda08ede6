import type { About } from '../detector.ts';

/** D2 for people. */
export const about: About = {
  mark: 'D2',
  title: 'Diagnoses first made at an emergency',
  looksFor:
    'Two of a person’s last three serious diagnoses were first recorded at an emergency attendance or admission, with no contact in the three months before.',
  evidence:
    'Emergency diagnoses often had unusual symptoms, and most people had been seen before (Renzi 2016; Herbert 2019): the pattern may lie in the illness or in the access to care.',
  grade: 'weak',
  notOn: [
    'A diagnosis with any consultation in the 90 days before it',
    'Injury, heart attack, stroke, anaphylaxis, appendicitis and labour: there is nothing to come early with',
    'Time before the registration here',
    'Reviews of what was known, and diagnoses that stayed tentative; one that a tentative entry came before counts from that entry',
    'A consultation on the day of the emergency, unless it is known to be later: it may have led there',
    'One emergency alone',
  ],
  act: 'Ask what made it possible, or hard, to be seen sooner.',
};
