import type { About } from '../detector.ts';

/** C2 for people. */
export const about: About = {
  mark: 'C2',
  title: 'Known to a small team',
  looksFor:
    'A person who has seen no single GP for most of their GP visits of the past year, but two or three clinicians of the practice (or a recorded team of two to six) for three quarters of all visits.',
  evidence:
    'Indices of team continuity exist, data on outcomes are thin. The idea that the practice itself can be a steady base when a single clinician can’t is expert opinion.',
  grade: 'weak',
  notOn: [
    'A small practice, where everybody is known to everybody (by default two GPs or fewer)',
    'People with fewer than three GP visits in the year, such as those seen by a nurse only',
    'A GP has two fifths or more of the GP visits: that is continuity, not a team',
    'Someone in the team was seen fewer than three times',
    'One of them works here no longer',
    'Group visits, planned series such as vaccinations, antenatal visits or dialysis, letters, and visits elsewhere',
    'A person who has been with this practice for less than a year',
    'Clinicians of the year whose records could not be read, since one person under two ids would look like a team',
    'Records in which over a fifth of the visits name nobody',
  ],
  act: 'Name the team to the person, and agree who holds the plan.',
};
