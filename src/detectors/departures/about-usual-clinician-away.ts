import type { About } from '../detector.ts';

/** A2 for people. */
export const about: About = {
  mark: 'A2',
  title: 'Usual clinician is away',
  looksFor:
    'A person whose usual GP still works here by role but has had no recorded consultation with anyone for six weeks or more (a gap that the GP’s own rhythm makes very unlikely), or is recorded as away for as long; and for whom something is open.',
  evidence:
    'Expert opinion: an unexplained absence of a familiar clinician is felt like a loss. The gap is judged by a Gamma-Poisson predictive probability below 0.001 from the 182 days before.',
  grade: 'expert opinion',
  notOn: [
    'A reason is never given or guessed',
    'Absences of less than six weeks, such as annual leave',
    'A clinician who rarely works here, such as a locum once a week: the gap may be chance',
    'The others’ recorded activity fell too (below half of normal), or can’t be read: the data feed may be down',
    'Nothing is open: no booking, task, referral or planned step, and no visit nearly due by the person’s own interval',
    'A clinician without a live role here, or whose roles can’t be read',
    'The absent clinician opens the chart',
    'Without the right to read the clinician’s latest consultations only a recorded absence counts',
  ],
  act: 'Let the person know who can see them meanwhile.',
};
