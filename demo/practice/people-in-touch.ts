import { asthma } from './illnesses.ts';
import type { DemoPerson, VisitRow } from './person.ts';

/** Nineteen days of contact in half a year, with eleven members of staff. */
const manyContacts: readonly VisitRow[] = [
  ['dr-wren', '-34m -26m -16m -38d -136d'],
  ['dr-lee', '-31m -20m -11m -21d -106d'],
  ['dr-fenn', '-29m -23m -13m -55d -125d'],
  ['dr-shah', '-8m -62d -160d'],
  ['dr-roy', '-30d -88d'],
  ['dr-osei', '-47d -115d'],
  ['nurse-dean', '-13d -80d'],
  ['dr-brook', '-6d'],
  ['dr-ames', '-71d -148d'],
  ['dr-patel', '-97d'],
  ['dr-adair', '-172d'],
];
/** Three bursts of visits within two years, with nothing in between; after the last of them a visit was missed. */
const uneven = {
  visits: [
    ['dr-wren', '-720d -690d -430d -255d -222d'],
    ['dr-lee', '-712d -680d -440d -400d -248d -209d'],
    ['dr-fenn', '-704d -655d -410d -240d -203d'],
    ['dr-roy', '-665d -420d -390d -230d -214d'],
  ],
  missed: '-198d',
} as const satisfies Partial<DemoPerson>;

/** People who come often or in bursts, and a twin of each who needs no card. */
export const peopleInTouch: readonly DemoPerson[] = [
  {
    id: 'carol-webb',
    name: ['Ms', 'Carol', 'Webb'],
    gender: 'female',
    age: 51,
    registered: '-9y',
    visits: manyContacts,
    story: 'Has been in touch again and again, and met most of the staff. Perhaps nobody saw the whole.',
    expect: { everyone: 'many-contacts' },
  },
  {
    id: 'ted-rowe',
    name: ['Mr', 'Ted', 'Rowe'],
    gender: 'male',
    age: 54,
    registered: '-9y',
    visits: manyContacts,
    stays: [['-150d', '-144d', ['K80.2', 'Gallstones', 'http://hl7.org/fhir/sid/icd-10']]],
    story:
      'As many contacts as Ms Webb had, around an operation: someone who comes out of hospital has reasons enough.',
    expect: { everyone: null },
  },
  {
    id: 'sean-burke',
    name: ['Mr', 'Sean', 'Burke'],
    gender: 'male',
    age: 39,
    registered: '-6y',
    ...uneven,
    story: 'Now and then he came almost weekly; between those times he did not come at all.',
    expect: { everyone: 'uneven-contact' },
  },
  {
    id: 'joyce-tate',
    name: ['Mrs', 'Joyce', 'Tate'],
    gender: 'female',
    age: 42,
    registered: '-6y',
    ...uneven,
    problems: [{ condition: asthma, recorded: '-5y' }],
    story: 'The same bursts and silences, and she has asthma.',
    expect: { everyone: null },
  },
];
