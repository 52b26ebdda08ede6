import type { DemoPerson } from './person.ts';

const sertraline = '-231d -203d -175d -147d -119d -91d -63d';

/** People whose tablets ran out, or whose own early warning signs are back. */
export const peopleWithSigns: readonly DemoPerson[] = [
  {
    id: 'ruth-fox',
    name: ['Ms', 'Ruth', 'Fox'],
    gender: 'female',
    age: 33,
    registered: '-6y',
    visits: [['dr-lee', '-15m -8m']],
    repeats: [['N06AB06', 'Sertraline 50mg tablets', 'One each morning', sertraline]],
    story: 'Always collected her tablets on time. Some weeks ago they will have run out.',
    moments: [{ hook: 'encounter-discharge', user: 'dr-lee', shows: 'next-contact' }],
    expect: { everyone: 'medicine-not-collected' },
  },
  {
    id: 'ada-yates',
    name: ['Ms', 'Ada', 'Yates'],
    gender: 'female',
    age: 39,
    registered: '-9y',
    visits: [['dr-lee', '-45m -31m -19m -8m']],
    problems: [
      ...([1050, 700, 385] as const).map((days) => ({
        condition: ['35489007', 'Depressive disorder'] as const,
        recorded: `-${days}d` as const,
        resolved: `-${days - 40}d` as const,
      })),
      ...([1062, 712, 397, 1350, 1300, 900, 200, 9] as const).map((days) => ({
        condition: ['25064002', 'Headache'] as const,
        recorded: `-${days}d` as const,
      })),
    ],
    missed: '-1250d -1200d -1066d -800d -716d -550d -401d -5d',
    story: 'Before each of her low spells she had headaches and missed a visit. There they are again in the record.',
    expect: { everyone: 'illness-signature' },
  },
  {
    id: 'sami-noor',
    name: ['Mr', 'Sami', 'Noor'],
    gender: 'male',
    age: 45,
    registered: '-8y',
    visits: [['dr-wren', '-20m -6m']],
    problems: [{ condition: ['193462001', 'Insomnia'], recorded: '-2w' }],
    repeats: [['N06AB06', 'Sertraline 50mg tablets', 'One each morning', sertraline]],
    note: { written: '-6m', who: 'dr-wren', words: 'When I stop sleeping and skip tablets, ring me.' },
    story: 'He and Dr Wren wrote down what comes before a low spell. Signs that they wrote down are in the record now.',
    moments: [
      { hook: 'encounter-start', user: 'dr-wren', shows: 'shared-signature' },
      { hook: 'encounter-discharge', user: 'dr-wren', shows: 'next-contact' },
    ],
    expect: { everyone: 'shared-signature' },
  },
];
