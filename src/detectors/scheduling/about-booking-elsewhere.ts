import type { About } from '../detector.ts';

/** K1 for people. */
export const about: About = {
  mark: 'K1',
  title: 'Booking with someone other than the usual GP',
  looksFor:
    'An appointment about to be booked with one GP, for a person who saw another GP at half or more of their GP visits in two years, and at four or more, where that GP works here through the day of the appointment and is not recorded as away on it. However many appointments are proposed, there is one card.',
  evidence:
    'Continuity is kept or lost one booking at a time. Of 22 studies 18 found lower mortality with higher continuity (Pereira Gray 2018), all observational; the interval to the next visit was 18 % longer with the own GP (Kajaria-Montag 2024). That a word at the moment of booking changes anything has not been studied.',
  grade: 'expert opinion; continuity itself moderate',
  notOn: [
    'Another appointment of the same call is with the usual GP',
    'The other GP was seen at three in ten visits or more: they know each other',
    'A nurse or someone who is not a clinician alone, someone whose roles can’t be read, or several GPs at once',
    'A start within 48 hours',
    'A walk-in, emergency, urgent or duty appointment',
    'A planned series, such as a vaccination or an antenatal visit, by service type or reason',
    'A booking, or another of the same call, in which someone takes part whose role could not be read; visits with someone who could not be read: it may be the usual GP',
    'A usual GP whose roles can’t be read, who leaves before the day or within 84 days after it (the new start may be the handover), who is recorded as away on it, or who has not been at work here for long',
    'The one who books is the patient or a relative',
    'A person under 16, and one who has been here for less than a year',
  ],
  act: 'Ask the person whom they would prefer to see, and rebook if it can wait; the appointment itself is never changed by the card.',
};
