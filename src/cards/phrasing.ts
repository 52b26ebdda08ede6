import type { Day } from '../history/calendar.ts';
import type { Name, Person } from '../history/history.ts';
import { cut, longestName, type SpokenName, spokenName, tidy } from './names.ts';
import { isChild } from './suppression.ts';
import type { Arguments, Words } from './words.ts';

/** How text of the record is put into one kind of message. */
export interface Style {
  /** Makes text of the record safe where the message goes. */
  readonly quote: (text: string) => string;
  /** Code points that a name may have. */
  readonly nameLimit: number;
  /** Code points that the record's own words may have. */
  readonly textLimit: number;
  /** Names in their short form. */
  readonly short: boolean;
  /** Where the clinician has no name: `one clinician` at first, `this clinician` afterwards. */
  readonly first: boolean;
  /** Entries of a list of people with counts. */
  readonly listLimit: number;
}

/** Says the names, days and quoted words of one person's card. */
export interface Phrasing extends Style {
  readonly words: Words;
  readonly asOf: Day;
  clinician(name: Name | undefined): string;
  /** The record's own words on one line, without marks of quotation and without a full stop at their end; may be empty. */
  text(own: string): string;
  /** The arguments that are of the person, not of a fact. */
  readonly about: Arguments;
}

/** Plain text, such as a summary. */
export const plain: Style = {
  quote: (text) => text,
  nameLimit: longestName,
  textLimit: longestName,
  short: false,
  first: true,
  listLimit: 3,
};

/** A voice for messages about one person. */
export function phrasingFor(words: Words, person: Person, asOf: Day, manner: Style): Phrasing {
  const { unnamed, pronouns, family } = words.wording;
  const forms = pronouns[person.gender];
  const child = isChild(person, asOf);
  const say = (spoken: SpokenName | undefined, otherwise: string) =>
    spoken ? manner.quote(cut(manner.short ? spoken.short : spoken.long, manner.nameLimit)) : otherwise;
  return {
    ...manner,
    words,
    asOf,
    clinician: (name) => say(spokenName(name), manner.first ? unnamed.clinicianFirst : unnamed.clinician),
    text: (own) => manner.quote(cut(tidy(own), manner.textLimit)),
    about: {
      ...forms,
      person: say(spokenName(person.name), unnamed.person),
      gender: person.gender,
      child,
      decider: child ? words.format(family.they, forms) : forms.they,
      deciderThem: child ? words.format(family.them, forms) : forms.them,
    },
  };
}
