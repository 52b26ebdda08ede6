import { createHash } from 'node:crypto';

/** A number below `count`, the same for the same text: a life has its own details, which stay from day to day. */
export function choice(text: string, count: number): number {
  return createHash('sha256').update(text).digest().readUInt32BE() % count;
}

/** One of several, the same for the same text. */
export function chosen<T>(text: string, options: readonly [T, ...T[]]): T {
  return options[choice(text, options.length)] ?? options[0];
}
