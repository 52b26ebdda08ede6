import { type Day, isDated } from '../../history/calendar.ts';
import { type Contact, type DatedContact, wasAttended } from '../../history/contact.ts';

/** Stays in hospital that touch, as one. */
export interface HospitalEpisode {
  readonly references: readonly string[];
  readonly first: Day;
  readonly last: Day;
  /** Code sets of the reasons and diagnoses of all stays. */
  readonly groups: ReadonlySet<string>;
  /** The first stay is known to have been planned; a transfer later on says nothing of how it began. */
  readonly isPlanned: boolean;
  /** The end of each stay is recorded. */
  readonly isEndKnown: boolean;
}

interface Joining {
  readonly touchDays: number;
  readonly neverClosedDays: number;
}

/** Stays that began by `asOf`, joined where they touch, oldest first. A night at an emergency department is no stay. */
export function hospitalEpisodes(
  contacts: readonly Contact[],
  asOf: Day,
  { touchDays, neverClosedDays }: Joining,
): readonly HospitalEpisode[] {
  const episodes: Growing[] = [];
  for (const one of contacts.filter(isDated)) {
    if (one.setting !== 'inpatient' || !wasAttended(one) || one.day > asOf) continue;
    const isGoingOn = one.state === 'underway' && one.until === undefined;
    if (isGoingOn && asOf - one.day > neverClosedDays) continue;
    const last = Math.min(asOf, Math.max(one.day, one.until ?? (isGoingOn ? asOf : one.day)));
    const before = episodes.at(-1);
    if (before !== undefined && one.day - before.last <= touchDays) join(before, one, last);
    else episodes.push(begin(one, last));
  }
  return episodes;
}

/** Grows in place: copying all stays before for each further one would take ever longer. */
interface Growing extends HospitalEpisode {
  readonly references: string[];
  last: Day;
  readonly groups: Set<string>;
  isPlanned: boolean;
  isEndKnown: boolean;
}

function begin(one: DatedContact, last: Day): Growing {
  return {
    references: [one.reference],
    first: one.day,
    last,
    groups: new Set(one.groups),
    isPlanned: one.planned,
    isEndKnown: one.until !== undefined,
  };
}

function join(episode: Growing, one: DatedContact, last: Day): void {
  episode.references.push(one.reference);
  episode.last = Math.max(episode.last, last);
  for (const group of one.groups) episode.groups.add(group);
  episode.isPlanned ||= one.planned && one.day === episode.first;
  episode.isEndKnown &&= one.until !== undefined;
}
