import type { Name } from '../../history/history.ts';
import { type JsonObject, objects, text } from '../json.ts';

/** Uses of a HumanName, best first; old and maiden names are never used. */
const uses = ['official', 'usual', undefined, 'temp', 'nickname', 'anonymous'];

/** The name to call someone by, of a list of HumanName; undefined where none has a word in it. */
export function nameOf(names: unknown): Name | undefined {
  const name = bestOf(names);
  if (name === undefined) return undefined;
  const prefix = wordsOf(name.prefix);
  const given = wordsOf(name.given);
  const family = text(name.family);
  const fullName = text(name.text);
  const parts = {
    ...(prefix && { prefix }),
    ...(given && { given }),
    ...(family && { family }),
    ...(fullName && { text: fullName }),
  };
  return Object.keys(parts).length > 0 ? parts : undefined;
}

/** The family name of {@link nameOf}. */
export function familyOf(names: unknown): string | undefined {
  return text(bestOf(names)?.family);
}

function bestOf(names: unknown): JsonObject | undefined {
  const usable = objects(names).filter(({ use }) => rank(use) >= 0);
  return usable.toSorted((a, b) => hasEnd(a) - hasEnd(b) || rank(a.use) - rank(b.use))[0];
}

function rank(use: unknown): number {
  return uses.indexOf(typeof use === 'string' ? use : undefined);
}

/** A name with a known end is a former one wherever another is left. */
function hasEnd({ period }: JsonObject): number {
  return Number(objects(period).some(({ end }) => text(end) !== undefined));
}

function wordsOf(value: unknown): string | undefined {
  const words = Array.isArray(value) ? value : [value];
  return text(words.filter((word) => typeof word === 'string').join(' '));
}
