import { detectors } from '../detectors/index.ts';
import type { Config } from './config.ts';

type BuiltDetector = (typeof detectors)[number];
type Switches = Pick<Config, 'demo' | 'detectionsOn' | 'detectionsOff'>;

const known = new Map<string, readonly BuiltDetector[]>();

/**
 * The detectors that are on at a site, in the catalogue's order; the demonstration has all, those too that are off by default.
 * Sites that have the same ones on get the same list, so that what follows from it is worked out once.
 */
export function detectorsOn({ demo, detectionsOn, detectionsOff }: Switches): readonly BuiltDetector[] {
  const key = [demo, ...detectionsOn, '-', ...detectionsOff].join();
  const before = known.get(key);
  if (before !== undefined) return before;
  const on = detectors.filter(({ code, offByDefault }) => {
    if (detectionsOff.includes(code)) return false;
    return !offByDefault || demo || detectionsOn.includes(code);
  });
  const same = [...known.values()].find((all) => all.length === on.length && all.every((one, n) => one === on[n]));
  known.set(key, same ?? on);
  return same ?? on;
}
