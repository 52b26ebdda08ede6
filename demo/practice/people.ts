import { peopleGoneQuiet } from './people-gone-quiet.ts';
import { peopleWithCards } from './people-with-cards.ts';
import { peopleWithEvents } from './people-with-events.ts';
import { withSomethingNew, withSymptoms } from './people-with-symptoms.ts';
import { peopleWithoutCards } from './people-without-cards.ts';
import type { DemoPerson } from './person.ts';

/** Everyone whose chart can be opened, in the order of the page. */
export const people: readonly DemoPerson[] = [
  ...peopleWithCards,
  ...peopleGoneQuiet,
  withSymptoms,
  ...peopleWithEvents,
  ...peopleWithoutCards,
  withSomethingNew,
];
