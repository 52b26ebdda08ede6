import { type Day, mondayOf } from './calendar.ts';

/** Days. A site may call a shorter time a silence, but then judges it by the person's own record alone. */
export const leastSilence = 180;

/** The Mondays of the first, the middle and the last whole week of a silence; of a short one fewer than three. */
export function silenceWeeks({ since, asOf }: { readonly since: Day; readonly asOf: Day }): readonly Day[] {
  const [first, last] = [mondayOf(since) + 7, mondayOf(asOf) - 7];
  const middle = mondayOf(Math.floor((first + last) / 2));
  return [...new Set([first, middle, last])].filter((monday) => monday >= first && monday <= last);
}
