import type { About } from '../detector.ts';

/** K3 for people. */
export const about: About = {
  mark: 'K3',
  title: 'No next contact with a familiar person',
  looksFor:
    'At the end of a visit: a long gap, a repeat medicine that ran out, or early signs of the person’s own (learned, or written down together) is found, and no appointment in the next 60 days, booked or pending, is with the clinician of this visit or with the usual GP.',
  evidence:
    'Follow-up that is left open is lost most often where continuity breaks: after trainee handoffs one in five people at risk was lost to the clinic at six months (Pincavage 2012). That a next contact with the same person steadies someone after such a time is clinical sense.',
  grade: 'expert opinion',
  notOn: [
    'None of those detections finds anything in this visit, or a site has turned them off',
    'A visit with the clinician of this visit, or with the usual GP, is booked or pending within 60 days',
    'An appointment within 60 days of which it can’t be told whether it is with one of them: it names nobody, or someone whose record could not be read',
    'Records in which over a fifth of the visits name nobody, so that the usual GP can’t be told',
    'The person is admitted or transferred: a discharge disposition other than home',
    'Both are recorded as leaving within that time, or have left: that is another card',
    'A task to book it is open already',
    'A resident of a care home, where the long gap alone would be the reason',
    'Nobody is known who could be the same person: no clinician of this visit and no established usual GP',
    'Appointments that could not be read as a whole',
    'A person under 16, and one who is cared for in a hospice',
  ],
  act: 'Agree a next visit with the same person before the visit ends, and book it.',
};
