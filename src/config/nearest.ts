import { closestMatch } from 'leven';

/** The known name that somebody most likely meant; undefined if none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  return closestMatch(name, known, { maxDistance: Math.floor(name.length / 4) });
}
