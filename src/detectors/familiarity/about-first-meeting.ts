import type { About } from '../detector.ts';

/** C1 for people. */
export const about: About = {
  mark: 'C1',
  title: 'First meeting with someone whom a colleague has long known',
  looksFor:
    'A GP opens the chart of a person whom they have not met in five years, and whom one other clinician here has seen most of the time, often, for years and lately.',
  evidence:
    'Expert opinion, on the rationale of informational continuity: what one clinician knows of a person can be handed on.',
  grade: 'expert opinion',
  notOn: [
    'Duty, urgent and out-of-hours sessions, and home visits',
    'Users who are not GPs (a nurse’s treatment room), who can’t be told, or whose own record could not be read',
    'The user has met the person in the five years, in whatever visit, also a vaccination or one elsewhere',
    'The user is the clinician who knows the person, under whatever id',
    'The first visits after a change of practice: nobody here has known the person for long',
    'The one who knows the person has left: there is nobody to write to',
    'Another finding is about the same clinician (has left, is leaving, is away, ends a training post)',
    'Clinicians of the five years here (also of a vaccination or an appointment that was kept) whose records could not be read, since the user might be one of them under another id',
    'Records in which over a fifth of the visits name nobody',
  ],
  act: 'Say that you have read the notes, ask what the person would most like you to know, and send a short message to the colleague.',
};
