import type { About } from '../detector.ts';

/** A5 for people. */
export const about: About = {
  mark: 'A5',
  title: 'Repeated goodbyes',
  looksFor:
    'A person several of whose well-known GPs (four visits over half a year each) have left: three in five years, or two in two years, the last one within two years.',
  evidence: 'Expert opinion; no direct study was found. It rests on what is known of single departures (Sabety 2021).',
  grade: 'expert opinion',
  notOn: [
    'Clinicians who are not GPs',
    'Departures that A1 would not take for one: roles made anew, later activity, batch changes, roles that can’t be read; also those whose day is not recorded',
    'The one who left opens the chart',
    'On its own only where neither A1 nor C1 has something to say: there it is a sentence of theirs',
    'Losses before the person came to this practice; the card then says “since moving here”',
    'A person who has been here for less than two years',
  ],
  act: 'Say so if you expect to be here for a while, and offer the next appointment with you.',
};
