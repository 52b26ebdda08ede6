import type { About } from '../detector.ts';

/** G1 for people. */
export const about: About = {
  mark: 'G1',
  title: 'Persistent bodily symptoms',
  looksFor:
    'An adult with at least five days of contact in a year, in which three different symptoms of the body were noted (or a syndrome known by its symptoms), and either three referrals in five years of which two found no cause, or four days with only normal results soon after a symptom. Where a referral is signed: only on a further one for these symptoms.',
  evidence:
    'The first half screens a record with specificity .93 and sensitivity .30 against 10 or more points on the PHQ-15; of those it found 40 % were above that (den Boeft 2014), so it is wrong in six of ten: the card states counts and asks for nothing but a conversation. About 1 % of adults are referred three times in five years, twice or more without a cause being found (McGorm 2010). What helps is structured: in a trial of 354 people clinics that recognise, explain and plan lowered the PHQ-15 by 1.82 points at 52 weeks (95 % interval 0.97 to 2.67; Burton 2024).',
  grade: 'strong for structured help, weak for finding whom it helps',
  notOn: [
    'Red flags in the past year or still there: bleeding, loss of weight (noted, or 5 % of the measured weight in a year), neurological and other alarm signs, even where only suspected',
    'A symptom that was first noted under six weeks ago, came back after a year, gets worse or changes; one that has no code set of its own counts as new whenever it is noted',
    'From 60 on: any symptom that is new within the year',
    'An unsettled diagnosis, a search for a rare or autoimmune disease in the past half year, an urgent referral that is open or without a result',
    'The 12 weeks after a viral illness or another infection',
    'Hypermobile Ehlers-Danlos syndrome, endometriosis, long COVID, a disease of the ovary and others that take years to be found, known or only thought of',
    'Of women: pelvic pain, two symptoms that a disease of the ovary may begin with, or from 50 on one of them or a new irritable bowel',
    'A lasting disease that explains symptoms, cancer at any time, pregnancy, palliative care, and severe mental illness, in which illness of the body is easily overlooked',
    'People under 18 or of unknown age',
    'At signing: an order that is no referral, a first referral, one with a priority above routine or on a pathway for suspected cancer, one for a new or changing symptom or for something else',
    'Results that the record does not link to their referral (an encounter based on it and what was diagnosed there, or an observation based on it)',
  ],
  act: 'Say that the symptoms are real, explain what is likely to be happening in the body, and plan regular visits with one person; new or changing symptoms still need a fresh look.',
};
