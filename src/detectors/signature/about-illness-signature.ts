import type { About } from '../detector.ts';

/** E1 for people. */
export const about: About = {
  mark: 'E1',
  title: 'A person’s own early signs',
  looksFor:
    'Signs that came before this person’s own past relapses far more often than in settled times, and that are in the record again now: more visits than usual, an urgent contact, a missed appointment, a symptom, a late repeat, a shift of a measurement, or contact by phone or with someone new. At most eight are named for each condition beforehand; at least two relapses and twelve settled periods of the same length are compared.',
  evidence:
    'That relapses have early signs of a person’s own is established in mental illness (Birchwood 2000), and general signs are too weak to act on (Eisner 2013); weight before heart failure (Chaudhry 2007) and airways (Tattersfield 1999) likewise. That a GP record carries them is shown by simulation only. Each sign passes an exact test that is adjusted for all signs looked for (Holm, 0.10) and must hold within its season.',
  grade: 'weak',
  notOn: [
    'A first episode: at least two relapses must be recorded, each with the day on which it began',
    'A review of what is there already, or an uncertain diagnosis, is no relapse',
    'Fewer than twelve settled periods near the relapses',
    'A relapse lies within the wash-out before today',
    'What was recorded in the encounter that told the relapse',
    'What the practice asked for: reviews, recalls, planned series and visits booked long ahead',
    'Signs that belong to the time of the year',
    'A visit with someone new, where anyone’s record could not be read: they may be known under another id',
    'Settled times that matched as strongly more than once a year, or in more than 8 in 100 periods',
    'Three years without a relapse, or another class of medicine since the latest one',
    'Suicidal risk recorded in the last 90 days: the local pathway governs',
    'Pregnancy and the year after it, unless an earlier relapse came at such a time',
    'Silence never means that all is well: nothing is shown when no sign is there',
  ],
  act: 'Ask how things are; look at the person’s plan together, or write one; agree who is seen next.',
};
