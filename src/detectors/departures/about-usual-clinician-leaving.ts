import type { About } from '../detector.ts';

/** A3 for people. */
export const about: About = {
  mark: 'A3',
  title: 'Usual clinician is leaving',
  looksFor:
    'A person who has seen the GP they see most, or the clinician who opened the chart, three times or more in the past year, where that clinician is recorded as leaving within 90 days.',
  evidence:
    'After a primary care clinician left, people had 18.4 % fewer primary care visits (95 % CI 16.9 to 19.8), 6.2 % more specialist visits and 17.8 % more urgent care in the following year, and this persisted at two years (Sabety, Jena and Barnett 2021, JAMA Intern Med; difference in differences). No trial shows that a goodbye improves outcomes. At year-end handoffs of people at risk, 29 % missed or cancelled the first visit with the new trainee, 44 % saw the right one, and one in five was lost to the clinic at six months (Pincavage 2012); elsewhere about half did not return within a year (Caines 2011).',
  grade: 'expert opinion; the risk is observed in cohorts',
  notOn: [
    'The clinician has another role here without an end, or with a later one',
    'A rolling contract: two earlier roles of the same kind at the same organisation ended and were renewed',
    'A recorded absence with a return, such as maternity leave or a sabbatical',
    'Several people whose roles end on one day (by default three, and 30 % of those at work): a merger or a new system',
    'A trainee: that is the detection of changeovers',
    'A clinician whose roles can’t be read',
    'A person who has been here for less than a year',
  ],
  act: 'Say goodbye yourself if you are the one who leaves; else tell the person, and agree who comes next.',
};
