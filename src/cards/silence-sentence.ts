import type { SilenceReason } from '../detectors/index.ts';
import type { Silence } from '../detectors/silence.ts';
import type { Day } from '../history/calendar.ts';
import type { Person } from '../history/history.ts';
import { toArguments } from './arguments.ts';
import { phrasingFor, plain } from './phrasing.ts';
import type { Words } from './words.ts';

/** Why a detection is silent about a person, in one sentence. */
export function silenceSentence(
  { silent, because }: Silence<SilenceReason>,
  person: Person,
  asOf: Day,
  words: Words,
): string {
  const phrasing = phrasingFor(words, person, asOf, plain);
  return words.say(words.wording.silences[silent], { ...toArguments(because, phrasing), ...phrasing.about });
}
