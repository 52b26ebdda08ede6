import type { Day } from '../history/calendar.ts';
import type { Name, Person } from '../history/history.ts';
import { cut, longestName, type SpokenName, spokenName, tidy } from './names.ts';
import { isChild } from './suppression.ts';
import type { Arguments, Words } from './words.ts';

/** How names and quoted text are put into one kind of message. */
export interface Style {
  /** Escapes text of the record for the message's format. */
  readonly quote: (text: string) => string;
  /** Maximum code points of a name. */
  readonly nameLimit: number;
  /** Maximum code points of quoted text. */
  readonly textLimit: number;
  /** Use the short form of names. */
  readonly short: boolean;
  /** A clinician without a name is `one clinician` in the first message and `this clinician` in later ones. */
  readonly first: boolean;
  /** Maximum entries of a list of people with counts. */
  readonly listLimit: number;
}

/** Puts the names, days and quotations of one person's card into words. */
export interface Phrasing extends Style {
  readonly words: Words;
  readonly asOf: Day;
  clinician(name: Name | undefined): string;
  /** Quoted text on one line, without quotation marks and final full stop; may be empty. */
  text(own: string): string;
  /** Arguments of messages about the person rather than a fact. */
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

/** Phrasing for messages about one person. */
export function phrasingFor(words: Words, person: Person, asOf: Day, style: Style): Phrasing {
  const { unnamed, pronouns, family, names: habit } = words.wording;
  const forms = pronouns[person.gender];
  const child = isChild(person, asOf);
  const say = (spoken: SpokenName | undefined, otherwise: string) =>
    spoken ? style.quote(cut(style.short ? spoken.short : spoken.long, style.nameLimit)) : otherwise;
  return {
    ...style,
    words,
    asOf,
    clinician: (name) => say(spokenName(name, habit), style.first ? unnamed.clinicianFirst : unnamed.clinician),
    text: (own) => style.quote(cut(tidy(own), style.textLimit)),
    about: {
      ...forms,
      person: say(spokenName(person.name, habit), unnamed.person),
      gender: person.gender,
      child,
      decider: child ? words.format(family.they, forms) : forms.they,
      deciderThem: child ? words.format(family.them, forms) : forms.them,
    },
  };
}
