import type { SilenceReason } from '../detectors/index.ts';
import { confidentialReasons, type Silence } from '../detectors/silence.ts';
import type { Day } from '../history/calendar.ts';
import type { Person } from '../history/history.ts';
import { toArguments } from './arguments.ts';
import { phrasingFor, plain } from './phrasing.ts';
import type { Words } from './words.ts';

/** Why a detection is silent about a person, in one sentence; undefined where that is given to nobody. */
export function silenceSentence(silence: Silence, person: Person, asOf: Day, words: Words): string | undefined {
  if (!mayBeGiven(silence.silent)) return undefined;
  const phrasing = phrasingFor(words, person, asOf, plain);
  const values = { ...toArguments(silence.because, phrasing), ...phrasing.about };
  return words.say(words.wording.silences[silence.silent], values);
}

function mayBeGiven(reason: string): reason is SilenceReason {
  return !confidentialReasons.some((one) => one === reason);
}
