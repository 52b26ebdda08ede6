import { peopleAndContinuity } from './people-and-continuity.ts';
import { peopleAndGoodbyes } from './people-and-goodbyes.ts';
import { peopleAndTrust } from './people-and-trust.ts';
import { peopleGoneQuiet } from './people-gone-quiet.ts';
import { peopleInTouch } from './people-in-touch.ts';
import { peopleOfEveryDay } from './people-of-every-day.ts';
import { peopleWhoLostSomeone } from './people-who-lost-someone.ts';
import { peopleWithEvents } from './people-with-events.ts';
import { peopleWithHardNews } from './people-with-hard-news.ts';
import { peopleWithSigns } from './people-with-signs.ts';
import { withSomethingNew, withSymptoms } from './people-with-symptoms.ts';
import { peopleWithoutCards } from './people-without-cards.ts';
import type { DemoPerson } from './person.ts';

/** Everyone whose chart can be opened, under the headings of the page. */
export const groups: readonly { readonly title: string; readonly people: readonly DemoPerson[] }[] = [
  { title: 'Who knows them', people: [...peopleAndGoodbyes, ...peopleAndContinuity] },
  { title: 'Coming late, going quiet', people: [...peopleGoneQuiet, ...peopleWithSigns] },
  { title: 'Symptoms that last', people: [withSymptoms, withSomethingNew] },
  { title: 'Loss', people: peopleWhoLostSomeone },
  { title: 'Hard news, and caring', people: peopleWithHardNews },
  { title: 'Trust, strained', people: peopleAndTrust },
  { title: 'Often, or in bursts', people: peopleInTouch },
  { title: 'At a booking, as a visit ends', people: peopleWithEvents },
  { title: 'Ordinary charts', people: [...peopleWithoutCards, ...peopleOfEveryDay] },
];

export const people: readonly DemoPerson[] = groups.flatMap((group) => group.people);
