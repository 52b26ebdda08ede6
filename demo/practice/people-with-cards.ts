import type { DemoPerson } from './person.ts';

/** People whose chart shows a card. The numbers are chosen so that each shows one detection and little else. */
export const peopleWithCards: readonly DemoPerson[] = [
  {
    id: 'amina-khan',
    name: ['Mrs', 'Amina', 'Khan'],
    gender: 'female',
    age: 58,
    registered: '-11y',
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
  {
    id: 'robert-shaw',
    name: ['Mr', 'Robert', 'Shaw'],
    gender: 'male',
    age: 63,
    registered: '-12y',
    visits: [
      ['dr-wren', '-35m -33m -31m -28m -26m -24m -21m -18m -15m -3m'],
      ['dr-lee', '-29m -9.5m -1m'],
      ['dr-ames', '-8m'],
      ['dr-roy', '-7m'],
      ['dr-patel', '-5m'],
      ['dr-osei', '-4m'],
      ['dr-fenn', '-2m'],
    ],
    story:
      'In earlier years nearly every visit was with Dr Wren, who is still here. Of late hardly any was, and he has met one doctor after another.',
    expect: { everyone: 'continuity-fell', to: { 'dr-brook': 'first-meeting' } },
  },
  {
    id: 'dorothy-green',
    name: ['Mrs', 'Dorothy', 'Green'],
    gender: 'female',
    age: 71,
    registered: '-18y',
    namedGp: 'dr-wren',
    visits: [
      ['dr-wren', '-20m -6m'],
      ['dr-lee', '-22m -13m'],
      ['dr-ames', '-16m'],
      ['dr-roy', '-11m'],
      ['dr-patel', '-30m -8m'],
      ['dr-fenn', '-4m'],
      ['dr-osei', '-2m'],
    ],
    conditions: [
      ['44054006', 'Type 2 diabetes mellitus'],
      ['38341003', 'Hypertension'],
      ['13645005', 'Chronic obstructive pulmonary disease'],
      ['396275006', 'Osteoarthritis'],
    ],
    story:
      'Lives with several long-term conditions. Dr Wren is her named GP, yet her visits were shared out among everyone.',
    expect: { everyone: 'continuity-low' },
  },
  {
    id: 'walter-brown',
    name: ['Mr', 'Walter', 'Brown'],
    gender: 'male',
    age: 74,
    registered: '-15y',
    visits: [
      ['dr-lee', '-59m -57m -54m -51m -48m -45m -42m -39m -35m -32m -29m -26m -22m -19m -15m -12m -8m -5m -2m'],
      ['dr-wren', '-40m -17m'],
    ],
    aboutMe: {
      written: '-5m',
      words: 'I was a ship’s carpenter. I hear badly on the left. I would rather know than wonder.',
    },
    story:
      'Dr Lee has known him for years, and he has written down what he would like others to know. Open his chart as Dr Brook, who has never met him; then as Dr Lee, who needs no card.',
    moments: [
      { hook: 'encounter-start', user: 'dr-brook', shows: 'first-meeting' },
      { hook: 'encounter-start', user: 'dr-lee', shows: null },
    ],
    expect: {
      everyone: 'first-meeting',
      says: 'has written what he would like you to know',
      to: { 'dr-wren': null, 'dr-lee': null, 'nurse-dean': null },
    },
  },
  {
    id: 'margaret-hall',
    name: ['Mrs', 'Margaret', 'Hall'],
    gender: 'female',
    age: 69,
    registered: '-10y',
    visits: [
      ['nurse-dean', '-11m -9m -7m -5m -3m -1m'],
      ['dr-wren', '-20m -10m -6m -2m'],
      ['dr-lee', '-18m -8m -4m -5w'],
      ['dr-osei', '-9m'],
      ['dr-ames', '-7.5m'],
      ['dr-roy', '-5.5m'],
    ],
    conditions: [['84114007', 'Heart failure']],
    team: ['nurse-dean', 'dr-wren', 'dr-lee'],
    story: 'No doctor has seen her most often, but a few people together know her well: a small team.',
    expect: { everyone: 'known-team' },
  },
];
