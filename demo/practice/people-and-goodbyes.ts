import { asthma, hypertension, hypothyroidism } from './illnesses.ts';
import type { DemoPerson } from './person.ts';

/** People whose usual clinician has left, is away or is about to leave. */
export const peopleAndGoodbyes: readonly DemoPerson[] = [
  {
    id: 'amina-khan',
    name: ['Mrs', 'Amina', 'Khan'],
    gender: 'female',
    age: 58,
    registered: '-11y',
    conditions: [hypertension],
    visits: [
      ['dr-patel', '-58m -53m -49m -44m -39m -34m -29m -25m -21m -17m -13m -10m -7m -5m'],
      ['dr-wren', '-20m'],
      ['nurse-dean', '-8m'],
      ['dr-patel', '-9m', 'entered-in-error'],
      ['dr-lee', '-5w', 'cancelled'],
    ],
    visitWith: 'dr-wren',
    handover: {
      written: '-14w',
      who: 'dr-patel',
      words:
        'What matters to me: my garden, and that I am told things straight. What helps: time to find my words. What we agreed: one doctor from now on, and a call before tablets are changed.',
    },
    story:
      'Saw Dr Patel for years. Before he retired, he and she wrote a note for whoever comes next. The only visit that she booked since then was cancelled. She is here today.',
    moments: [{ hook: 'encounter-start', user: 'dr-wren', shows: 'usual-clinician-left' }],
    expect: { everyone: 'usual-clinician-left', says: 'left a note for whoever comes next' },
  },
  {
    id: 'yusuf-ali',
    name: ['Mr', 'Yusuf', 'Ali'],
    gender: 'male',
    age: 66,
    registered: '-9y',
    conditions: [hypertension],
    visits: [
      ['dr-ames', '-30m -26m -21m -16m -12m -8m -70d'],
      ['dr-wren', '-18m'],
      ['dr-lee', '-10m'],
    ],
    booked: [['+5w', 'Follow-up']],
    tasks: [['+4w', 'Blood pressure review']],
    story:
      'Usually sees Dr Ames, who has seen nobody here for a good while, though her colleagues were as busy as ever. His follow-up has nobody’s name on it.',
    expect: { everyone: 'usual-clinician-away' },
  },
  {
    id: 'catriona-reid',
    name: ['Ms', 'Catriona', 'Reid'],
    gender: 'female',
    age: 41,
    registered: '-5y',
    visits: [
      ['dr-roy', '-23m -18m -14m -11m -10m -9m -7m -6m -4m -3m -2m -3w'],
      ['dr-lee', '-15m'],
    ],
    booked: [['+3w', 'Follow-up', 'dr-roy']],
    story:
      'Sees Dr Roy often, and Dr Roy is leaving. Open her chart as Dr Roy, then as anyone else: the news is Dr Roy’s to tell.',
    guarded:
      'Dr Roy alone. From four weeks before her last day, or once she has taken up what the card suggests, others too.',
    moments: [
      { hook: 'encounter-start', user: 'dr-roy', shows: 'usual-clinician-leaving' },
      { hook: 'encounter-discharge', user: 'dr-roy', shows: 'usual-clinician-leaving' },
      { hook: 'appointment-book', user: 'piotr-nowak', booked: ['dr-roy', '+7w'], shows: null },
    ],
    expect: { everyone: null, to: { 'dr-roy': 'usual-clinician-leaving' } },
  },
  {
    id: 'selma-aydin',
    name: ['Mrs', 'Selma', 'Aydin'],
    gender: 'female',
    age: 62,
    registered: '-6y',
    conditions: [hypothyroidism],
    visits: [
      ['dr-fenn', '-26m -20m -15m -11m -8m -5m -2m'],
      ['dr-lee', '-17m'],
    ],
    booked: [['+2w', 'Follow-up', 'dr-fenn']],
    story:
      'Usually sees Dr Fenn, whose last day here is near. At the desk, book her with Dr Fenn on the later of the days, by when Dr Fenn will have left.',
    moments: [
      { hook: 'appointment-book', user: 'piotr-nowak', booked: ['dr-fenn', '+7w'], shows: 'booking-after-leaving' },
      { hook: 'appointment-book', user: 'piotr-nowak', booked: ['dr-fenn', '+10d'], shows: null },
    ],
    expect: { everyone: 'usual-clinician-leaving' },
  },
  {
    id: 'erik-lund',
    name: ['Mr', 'Erik', 'Lund'],
    gender: 'male',
    age: 29,
    registered: '-6y',
    conditions: [asthma],
    visits: [
      ['dr-osei', '-160d -131d -96d -61d -24d'],
      ['dr-wren', '-175d'],
      ['dr-lee', '-36m'],
      ['dr-ames', '-48m'],
    ],
    story: 'Has come to know Dr Osei, whose training post is coming to its end.',
    expect: { everyone: 'trainee-changeover' },
  },
  {
    id: 'gloria-bell',
    name: ['Ms', 'Gloria', 'Bell'],
    gender: 'female',
    age: 52,
    registered: '-14y',
    visits: [
      ['dr-moss', '-57m -54m -50m -47m'],
      ['dr-finch', '-42m -38m -35m -31m'],
      ['dr-hale', '-26m -23m -20m -17m'],
      ['dr-wren', '-12m -9m -6m -3m'],
    ],
    story: 'Doctors whom she knew well have moved on, one after the other. She has begun again with Dr Wren.',
    expect: { everyone: 'repeated-goodbyes' },
  },
];
