import type { About } from '../detector.ts';

/** B2 for people. */
export const about: About = {
  mark: 'B2',
  title: 'Low continuity where it matters most',
  looksFor:
    'A person who sees many different GPs, none of them often (the named GP included), and for whom a steady relationship matters most: several long-term conditions, great age, dementia, serious mental illness, palliative care, the beginning or end of a pregnancy, or lasting symptoms of the body (G1).',
  evidence:
    'The mean share of visits with the usual GP in England is 0.61 (Barker 2017, BMJ). The least against complete continuity: hazard ratio 2.27 for emergency admission (Tammes 2017). In dementia, the highest against the lowest quarter: odds ratios 0.65 for delirium and 0.42 for incontinence (Delgado 2022, Br J Gen Pract). All of it is observational; naming a GP did not by itself raise continuity (Barker 2016, BMJ Open).',
  grade: 'moderate for the benefit of continuity, weak for a card changing it',
  notOn: [
    'A small practice, where there is hardly a choice (by default two GPs or fewer)',
    'People all of whose visits were urgent or same-day walk-ins',
    'A student’s or temporary registration',
    'Visits mostly with trainees or locums: that is for the practice, not for one clinician',
    'One episode with many urgent visits: they count once',
    'The named GP, or without one the GP seen most, has left or is recorded as away; or the usual GP of before has left in that time (A1), whether or not that is told',
    'A person who has been with this practice for less than the whole look-back',
    'Visits of other members of the team, group visits, planned series such as vaccinations, antenatal visits or dialysis, letters, and visits elsewhere: none of them lowers a GP’s share',
    'Clinicians whose records could not be read, since one person under two ids would look like two',
    'Records in which over a fifth of the visits name nobody',
    'A named GP that is only an organisation, or not a GP, is no named GP',
  ],
  act: 'Ask whom the person would prefer to see, and book the follow-up with that clinician.',
};
