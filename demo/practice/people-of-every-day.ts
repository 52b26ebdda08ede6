import { choice } from './choice.ts';
import { asthma, diabetes, eczema, gout, hypertension, hypothyroidism, osteoarthritis } from './illnesses.ts';
import type { Condition, DemoPerson, VisitRow } from './person.ts';

type Row = readonly [
  name: readonly [prefix: 'Mr' | 'Mrs' | 'Ms' | 'Miss' | 'Master', given: string, family: string],
  age: number,
  conditions: readonly Condition[],
  visits: readonly VisitRow[],
  story: string,
];

const rows: readonly Row[] = [
  [
    ['Mrs', 'Patricia', 'Owens'],
    61,
    [hypertension],
    [
      ['dr-lee', '-33m -26m -20m -14m -8m -3m'],
      ['nurse-dean', '-17m -5m'],
    ],
    'Comes for her blood pressure, and otherwise seldom.',
  ],
  [
    ['Mr', 'Rajesh', 'Iyer'],
    55,
    [diabetes],
    [
      ['dr-wren', '-31m -24m -18m -11m -5m -6w'],
      ['nurse-dean', '-21m -9m'],
      ['funmi-ade', '-7m'],
    ],
    'Lives with diabetes, which Dr Wren and Nurse Dean look after with him.',
  ],
  [['Ms', 'Chloe', 'Barnes'], 26, [], [['dr-lee', '-14m -5m']], 'Young and well. She came with small things.'],
  [['Mr', 'Tomasz', 'Zielinski'], 38, [], [['dr-wren', '-21m -7m']], 'Works away a good deal and rings when he must.'],
  [
    ['Mrs', 'Beryl', 'Lowther'],
    84,
    [osteoarthritis, hypertension],
    [
      ['dr-wren', '-32m -27m -22m -13m -5m -3w'],
      ['dr-lee', '-18m -9m'],
      ['nurse-dean', '-11m'],
    ],
    'Goes out little. Dr Wren visits her at home.',
  ],
  [
    ['Mr', 'Kevin', 'Oakes'],
    47,
    [gout],
    [
      ['dr-lee', '-28m -19m -10m -4m'],
      ['funmi-ade', '-2m'],
    ],
    'Had a bad toe in the past, takes his tablets, and is well.',
  ],
  [['Miss', 'Lily', 'Turner'], 6, [eczema], [['dr-lee', '-15m -8m -3m']], 'Comes with her mother about her skin.'],
  [
    ['Master', 'Idris', 'Hussain'],
    3,
    [],
    [['dr-wren', '-13m -7m -5w']],
    'A small boy with a small boy’s coughs and colds.',
  ],
  [
    ['Mrs', 'Funke', 'Adeyemi'],
    44,
    [hypothyroidism],
    [
      ['dr-lee', '-29m -17m -6m'],
      ['nurse-dean', '-18m -7m'],
    ],
    'Has her blood tested now and then, and the tablets that follow from it.',
  ],
  [['Mr', 'Alan', 'Pryce'], 70, [], [['dr-wren', '-25m -12m']], 'Comes seldom, as he always has.'],
  [
    ['Ms', 'Mei', 'Chen'],
    31,
    [asthma],
    [
      ['dr-lee', '-27m -19m -9m'],
      ['nurse-dean', '-14m -2m'],
    ],
    'Had her asthma review with Nurse Dean not long ago.',
  ],
  [
    ['Mr', 'Gareth', 'Bevan'],
    52,
    [hypertension],
    [['dr-lee', '-24m -16m -9m -2m']],
    'Measures his blood pressure at home and brings the list.',
  ],
  [['Ms', 'Jade', 'Robson'], 23, [], [['dr-lee', '-6m']], 'Moved here to study, and came once.'],
  [
    ['Mr', 'Vincent', 'Okoro'],
    59,
    [hypertension, diabetes],
    [
      ['dr-lee', '-33m -28m -23m -17m -12m -7m -5w'],
      ['nurse-dean', '-20m -9m'],
      ['funmi-ade', '-4m'],
    ],
    'Sees Dr Lee for nearly everything, and Nurse Dean for his feet.',
  ],
  [
    ['Mrs', 'Anita', 'Desai'],
    40,
    [],
    [['dr-wren', '-22m -11m -4m']],
    'Came with an ankle, an ear and a rash. All of them are better.',
  ],
  [
    ['Mr', 'Douglas', 'Kirk'],
    76,
    [hypertension],
    [['dr-wren', '-32m -25m -18m -12m -6m -2m']],
    'Comes now and then and brings news of the allotments.',
  ],
  [
    ['Master', 'Noah', 'Pike'],
    11,
    [asthma],
    [
      ['dr-lee', '-20m -12m -4m'],
      ['nurse-dean', '-7m'],
    ],
    'Has an inhaler at home and one at school.',
  ],
];

/** People who are well looked after, or well: most of a practice. */
export const peopleOfEveryDay: readonly DemoPerson[] = rows.map(([name, age, conditions, visits, story]) => {
  const id = `${name[1]}-${name[2]}`.toLowerCase();
  return {
    id,
    name,
    gender: name[0] === 'Mr' || name[0] === 'Master' ? 'male' : 'female',
    age,
    registered: `-${Math.min(age, 4 + choice(`registered ${id}`, 20))}y`,
    conditions,
    visits,
    story,
    expect: { everyone: null },
  };
});
