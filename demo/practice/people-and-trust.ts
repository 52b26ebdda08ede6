import type { DemoPerson, VisitRow } from './person.ts';

const moved = (usual: string): readonly VisitRow[] => [
  [usual, '-35m -32m -29m -26m -23m -18m -10m'],
  ['dr-wren', '-30m -8m -70d'],
  ['dr-fenn', '-21m -4m'],
  ['dr-roy', '-6m'],
];

/** People whose trust was strained and may be mended, and a twin of each who needs no card. */
export const peopleAndTrust: readonly DemoPerson[] = [
  {
    id: 'hugo-vale',
    name: ['Mr', 'Hugo', 'Vale'],
    gender: 'male',
    age: 50,
    registered: '-9y',
    visits: [['dr-wren', '-20m -11m -5m']],
    left: [['-10d', 65]],
    story: 'Waited a long time, and went home without having been seen. A word of regret may mend it.',
    moments: [
      { hook: 'encounter-start', user: 'dr-wren', shows: 'left-before-seen' },
      { hook: 'encounter-discharge', user: 'dr-wren', shows: 'next-contact' },
    ],
    expect: { everyone: 'left-before-seen' },
  },
  {
    id: 'sara-obi',
    name: ['Mrs', 'Sara', 'Obi'],
    gender: 'female',
    age: 46,
    registered: '-8y',
    visits: [['dr-wren', '-20m -11m -5m -9d']],
    left: [['-14d', 65]],
    story: 'Left after as long a wait. A few days later she came again, and was seen.',
    expect: { everyone: null },
  },
  {
    id: 'denis-cope',
    name: ['Mr', 'Denis', 'Cope'],
    gender: 'male',
    age: 59,
    registered: '-11y',
    visits: [['dr-lee', '-19m -10m -3m']],
    promises: [['-26d', 'Call back']],
    story: 'Was told that someone would ring. By the record, nobody has.',
    expect: { everyone: 'promise-open' },
  },
  {
    id: 'wilma-hay',
    name: ['Ms', 'Wilma', 'Hay'],
    gender: 'female',
    age: 57,
    registered: '-11y',
    visits: [
      ['dr-lee', '-19m -10m -3m'],
      ['dr-lee', '-20d', 'phone'],
    ],
    promises: [['-26d', 'Call back']],
    story: 'Was promised a call as well, and was rung a little late. Nobody ticked it off.',
    expect: { everyone: null },
  },
  {
    id: 'helen-park',
    name: ['Ms', 'Helen', 'Park'],
    gender: 'female',
    age: 48,
    registered: '-10y',
    visits: moved('dr-lee'),
    story: 'Saw Dr Lee nearly always, and for months has seen everyone else, though he was here.',
    expect: { everyone: 'abrupt-move', to: { 'dr-lee': null } },
  },
  {
    id: 'noah-blyth',
    name: ['Mr', 'Noah', 'Blyth'],
    gender: 'male',
    age: 45,
    registered: '-10y',
    visits: moved('dr-adair'),
    story: 'Went from Dr Adair to others in the same months. Dr Adair was away for most of them.',
    expect: { everyone: null },
  },
];
