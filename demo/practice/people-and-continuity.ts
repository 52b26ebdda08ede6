import { copd, diabetes, heartFailure, hypertension, osteoarthritis } from './illnesses.ts';
import type { DemoPerson } from './person.ts';

/** People who are known to one doctor, to a small team, or to nobody in particular. */
export const peopleAndContinuity: readonly DemoPerson[] = [
  {
    id: 'robert-shaw',
    name: ['Mr', 'Robert', 'Shaw'],
    gender: 'male',
    age: 63,
    registered: '-12y',
    conditions: [osteoarthritis],
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
    conditions: [diabetes, hypertension, copd, osteoarthritis],
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
    conditions: [hypertension],
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
    conditions: [heartFailure],
    team: ['nurse-dean', 'dr-wren', 'dr-lee'],
    story: 'No doctor has seen her most often, but a few people together know her well: a small team.',
    expect: { everyone: 'known-team' },
  },
];
