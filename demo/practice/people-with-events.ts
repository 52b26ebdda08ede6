import { hypertension, osteoarthritis } from './illnesses.ts';
import type { DemoPerson } from './person.ts';

const tablets = '-231d -203d -175d -147d -119d -91d -63d';
const lowSpells: DemoPerson['problems'] = [
  { condition: ['35489007', 'Depressive disorder'], recorded: '-760d', resolved: '-690d' },
  { condition: ['35489007', 'Depressive disorder'], recorded: '-110d', resolved: '-20d' },
];

/** People whose chart shows nothing, or its usual card, until an event: a booking, or the end of a visit. */
export const peopleWithEvents: readonly DemoPerson[] = [
  {
    id: 'hazel-marsh',
    name: ['Mrs', 'Hazel', 'Marsh'],
    gender: 'female',
    age: 67,
    registered: '-13y',
    conditions: [hypertension, osteoarthritis],
    visits: [
      ['dr-wren', '-23m -20m -17m -14m -11m -8m -5m -2m'],
      ['dr-lee', '-9m'],
    ],
    story:
      'Sees Dr Wren, nearly always. Book her with Dr Lee as the receptionist, then with Dr Wren: the thread can be kept or lost at the desk.',
    moments: [
      { hook: 'appointment-book', user: 'piotr-nowak', booked: ['dr-lee', '+10d'], shows: 'booking-elsewhere' },
      { hook: 'appointment-book', user: 'piotr-nowak', booked: ['dr-wren', '+10d'], shows: null },
      { hook: 'appointment-book', user: 'piotr-nowak', booked: ['nurse-dean', '+10d'], shows: null },
    ],
    expect: { everyone: null },
  },
  {
    id: 'nora-price',
    name: ['Ms', 'Nora', 'Price'],
    gender: 'female',
    age: 35,
    registered: '-6y',
    visits: [['dr-lee', '-20m -15m -12m -10m -8m']],
    repeats: [['N06AB06', 'Sertraline 50mg tablets', 'One each morning', tablets]],
    booked: [['+3w', 'Follow-up', 'dr-lee']],
    story:
      'Her tablets will have run out too, as Ms Fox’s did, but she has a visit with Dr Lee booked. End the visit as Dr Lee in her chart and in Ms Fox’s.',
    moments: [{ hook: 'encounter-discharge', user: 'dr-lee', shows: null }],
    expect: { everyone: 'medicine-not-collected' },
  },
  {
    id: 'lewis-hart',
    name: ['Mr', 'Lewis', 'Hart'],
    gender: 'male',
    age: 43,
    registered: '-9y',
    visits: [['dr-wren', '-25m -12m -3m -6w']],
    problems: [...lowSpells],
    missed: '-775d -125d',
    story:
      'Missed a visit before each of his low spells, the latest of which has ended not long ago. End the visit as Dr Wren.',
    moments: [{ hook: 'encounter-discharge', user: 'dr-wren', shows: 'write-signature' }],
    expect: { everyone: null },
  },
  {
    id: 'maud-ellis',
    name: ['Mrs', 'Maud', 'Ellis'],
    gender: 'female',
    age: 58,
    registered: '-9y',
    visits: [['dr-wren', '-25m -12m -3m -6w']],
    problems: [...lowSpells],
    missed: '-775d -125d',
    note: { written: '-18m', who: 'dr-wren', words: 'I go quiet first. Ask me straight out.' },
    story: 'Had low spells when Mr Hart did. Between them she and Dr Wren wrote down what comes before.',
    moments: [{ hook: 'encounter-discharge', user: 'dr-wren', shows: null }],
    expect: { everyone: null },
  },
];
