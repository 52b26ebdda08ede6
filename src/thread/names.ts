import { phrasingFor, plain } from '../cards/phrasing.ts';
import type { Words } from '../cards/words.ts';
import type { Day } from '../history/calendar.ts';
import type { ClinicianKey, Person, RelationalHistory } from '../history/history.ts';
import type { Lane } from './lanes.ts';

/** Puts the people of a thread into words. */
export interface ThreadNames {
  /** A clinician by name; whom nothing may name, or the record does not, is 'one clinician'. */
  clinician(key: ClinicianKey): string;
  /** The label of a lane. */
  lane(lane: Pick<Lane, 'who' | 'members'>): string;
}

/** The names of one person's clinicians. */
export function namesOf(
  person: Person,
  asOf: Day,
  { clinicians }: Pick<RelationalHistory, 'clinicians'>,
  words: Words,
): ThreadNames {
  const phrasing = phrasingFor(words, person, asOf, plain);
  const { lane } = words.wording.thread;
  const clinician = (key: ClinicianKey) => {
    const one = clinicians.get(key);
    return phrasing.clinician(one?.notNamed ? undefined : one?.name);
  };
  return {
    clinician,
    lane: ({ who, members }) => {
      if (who === 'team') return words.format(lane.teamOf, { people: members.length });
      if (who === 'others') return words.format(lane.othersOf, { people: members.length });
      return clinician(who);
    },
  };
}
