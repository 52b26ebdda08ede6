import { hypertension, osteoarthritis } from './illnesses.ts';
import type { DemoPerson } from './person.ts';

/** People to whom someone close has died or a pregnancy has ended, each beside a twin who needs no card. */
export const peopleWhoLostSomeone: readonly DemoPerson[] = [
  {
    id: 'arnold-wood',
    name: ['Mr', 'Arnold', 'Wood'],
    gender: 'male',
    age: 78,
    registered: '-24y',
    conditions: [hypertension],
    visits: [['dr-wren', '-26m -17m -9m -4m']],
    family: [{ is: 'wife', name: ['Edith', 'Wood'], age: 76, died: '-43d' }],
    story:
      'His wife was registered here too, and her record is linked to his. She died some weeks ago; he has not been here since. End the visit as Dr Wren: a next one may help, and the words name no death.',
    moments: [
      { hook: 'encounter-start', user: 'dr-wren', shows: 'bereavement' },
      { hook: 'encounter-discharge', user: 'dr-wren', shows: 'next-contact' },
    ],
    expect: { everyone: 'bereavement' },
  },
  {
    id: 'stanley-birch',
    name: ['Mr', 'Stanley', 'Birch'],
    gender: 'male',
    age: 75,
    registered: '-19y',
    visits: [
      ['dr-wren', '-25m -15m -7m'],
      ['dr-wren', '-30d', 'bereavement'],
    ],
    family: [{ is: 'wife', name: ['Joan', 'Birch'], age: 74, died: '-43d' }],
    story: 'Lost his wife in the same week as Mr Wood. Dr Wren asked him in, and they spoke of her.',
    expect: { everyone: null },
  },
  {
    id: 'bernard-gill',
    name: ['Mr', 'Bernard', 'Gill'],
    gender: 'male',
    age: 69,
    registered: '-16y',
    visits: [['dr-lee', '-22m -11m -5m']],
    family: [{ is: 'former spouse', name: ['Moira', 'Gill'], age: 68, died: '-43d', lives: 'elsewhere' }],
    story:
      'His former wife’s record is still linked to his. She died some weeks ago, and what that means to him is his to say.',
    expect: { everyone: null },
  },
  {
    id: 'olive-dray',
    name: ['Mrs', 'Olive', 'Dray'],
    gender: 'female',
    age: 71,
    registered: '-17y',
    visits: [['dr-lee', '-28m -18m -10m -5m']],
    problems: [
      {
        condition: ['Z15', 'Death of partner', 'http://hl7.org/fhir/sid/icpc-2'],
        recorded: '-27d',
        onset: '-30d',
        resolved: '-27d',
      },
    ],
    story:
      'Her husband was never registered here. His death was entered from a letter, in a record that nobody has opened with her since.',
    expect: { everyone: 'bereavement' },
  },
  {
    id: 'albert-munn',
    name: ['Mr', 'Albert', 'Munn'],
    gender: 'male',
    age: 81,
    registered: '-21y',
    conditions: [hypertension],
    visits: [
      ['dr-wren', '-30m -20m -4m'],
      ['dr-wren', '-340d', 'bereavement'],
    ],
    family: [{ is: 'wife', name: ['Constance', 'Munn'], age: 80, died: '-360d' }],
    story: 'The day on which his wife died will soon come round again. He spoke with Dr Wren about her at the time.',
    expect: { everyone: 'anniversary' },
  },
  {
    id: 'gwen-power',
    name: ['Mrs', 'Gwen', 'Power'],
    gender: 'female',
    age: 79,
    registered: '-20y',
    conditions: [osteoarthritis],
    visits: [['dr-wren', '-30m -20m -340d -4m']],
    family: [{ is: 'husband', name: ['Ernest', 'Power'], age: 82, died: '-360d' }],
    story:
      'For her too the day of her husband’s death will come round. She has been here since, and no visit says that he was spoken of.',
    expect: { everyone: null },
  },
  {
    id: 'leah-quinn',
    name: ['Ms', 'Leah', 'Quinn'],
    gender: 'female',
    age: 33,
    registered: '-8y',
    visits: [
      ['dr-lee', '-16m -9m -4m'],
      ['dr-wren', '-40m'],
    ],
    problems: [{ condition: ['17369002', 'Miscarriage'], recorded: '-60d', resolved: '-60d' }],
    story:
      'Lost a pregnancy some weeks ago and has not been here since. Open her chart as Dr Lee, then as anyone else.',
    guarded:
      'Dr Lee, who has seen her lately, and whoever sees her now. The headline does not say what it is about, because others may see the screen.',
    moments: [{ hook: 'encounter-start', user: 'dr-lee', shows: 'pregnancy-loss' }],
    expect: { everyone: null, to: { 'dr-lee': 'pregnancy-loss' } },
  },
  {
    id: 'tara-flynn',
    name: ['Ms', 'Tara', 'Flynn'],
    gender: 'female',
    age: 35,
    registered: '-7y',
    visits: [['dr-lee', '-16m -9m -4m -6w']],
    problems: [{ condition: ['17369002', 'Miscarriage'], recorded: '-60d', resolved: '-60d' }],
    story: 'Lost a pregnancy in the same week as Ms Quinn, and came to Dr Lee soon after.',
    expect: { everyone: null },
  },
];
