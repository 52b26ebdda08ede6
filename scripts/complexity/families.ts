import type { Family } from './call.ts';
import { hooks } from './families/hooks.ts';
import { identities } from './families/identities.ts';
import { listsOfEntries } from './families/lists-of-entries.ts';
import { listsOfThePerson } from './families/lists-of-the-person.ts';
import { listsOfVisits } from './families/lists-of-visits.ts';
import { medicines } from './families/medicines.ts';
import { notes } from './families/notes.ts';
import { problems } from './families/problems.ts';
import { requests } from './families/requests.ts';
import { signatures } from './families/signatures.ts';
import { staff } from './families/staff.ts';
import { texts } from './families/texts.ts';
import { visits } from './families/visits.ts';

/** All families of bodies that could cost more than their size. */
export const families: readonly Family[] = [
  ...texts,
  ...visits,
  ...medicines,
  ...problems,
  ...requests,
  ...listsOfVisits,
  ...listsOfEntries,
  ...listsOfThePerson,
  ...identities,
  ...staff,
  ...signatures,
  ...notes,
  ...hooks,
];
