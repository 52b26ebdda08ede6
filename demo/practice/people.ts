import { peopleGoneQuiet } from './people-gone-quiet.ts';
import { peopleInTheMiddle } from './people-in-the-middle.ts';
import { peopleWithCards } from './people-with-cards.ts';
import { withSomethingNew, withSymptoms } from './people-with-symptoms.ts';
import { peopleWithoutCards } from './people-without-cards.ts';
import type { DemoPerson } from './person.ts';

/** Everyone whose chart can be opened, in the page's order. */
export const people: readonly DemoPerson[] = [
  ...peopleWithCards,
  ...peopleGoneQuiet,
  withSymptoms,
  ...peopleInTheMiddle,
  ...peopleWithoutCards,
  withSomethingNew,
];
