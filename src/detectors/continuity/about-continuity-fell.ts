import type { About } from '../detector.ts';

/** B1 for people. */
export const about: About = {
  mark: 'B1',
  title: 'Continuity has fallen',
  looksFor:
    'A person who saw mostly one GP in an earlier period, and in the recent one sees that GP, who still works here, much less often.',
  evidence:
    'Higher continuity goes with fewer out-of-hours contacts, admissions and deaths: 18 of 22 studies in a systematic review (Pereira Gray 2018, BMJ Open), 9 of 12 in primary care (Baker 2020, Br J Gen Pract); over 15 years with one named GP against 1 year, odds ratios 0.70, 0.72 and 0.75 (Sandvik 2022, Br J Gen Pract). All of it is observational; measured from the GP’s other patients, the association with admissions is much smaller and that with mortality vanishes (Hetlevik 2021).',
  grade: 'moderate for the benefit of continuity, weak for a card changing it',
  notOn: [
    'The clinician no longer works here, is recorded as away, has seen nobody here lately (where that can be read), or has a role that can’t be read',
    'Someone else is the usual clinician by now',
    'A small practice, where there is hardly a choice (by default two GPs or fewer)',
    'People all of whose visits were urgent or same-day walk-ins',
    'A student’s or temporary registration',
    'Recent visits mostly with trainees or locums: that is for the practice, not for one clinician',
    'One episode with many urgent visits: they count once',
    'A person who has been with this practice for less than the whole look-back',
    'Visits of other members of the team, group visits, planned series such as vaccinations, antenatal visits or dialysis, letters, and visits elsewhere: none of them lowers a GP’s share',
    'Clinicians of these years whose records could not be read: one of them may be the usual GP under another id',
    'None of the recent visits with the usual GP, where one that is restricted, undated or names nobody may have been',
    'Records in which over a fifth of the visits name nobody',
  ],
  act: 'Ask whom the person would like to see for ongoing problems, and book the follow-up with that clinician.',
};
