/** A body that is another one at each call. */
export interface FreshBody {
  /** The bytes of the next call; they change at the call after it. */
  next(): Buffer;
  readonly bytes: number;
}

/** Stands for a number of eight digits that each call has for itself. */
export const numberOfCall = '00000000';

/**
 * A body in which the number of the call takes the place of {@link numberOfCall}, as in the ids of the person and of each
 * encounter: so no call repeats the bytes of another, and whoever remembers bodies wins nothing by it. Written in place,
 * because composing megabytes would cost more than the server's answer.
 */
export function freshBody(template: string): FreshBody {
  const bytes = Buffer.from(template);
  const places: number[] = [];
  for (let at = bytes.indexOf(numberOfCall); at >= 0; at = bytes.indexOf(numberOfCall, at + 1)) places.push(at);
  let calls = 0;
  return {
    bytes: bytes.length,
    next: () => {
      calls += 1;
      const number = Buffer.from(String(calls).padStart(numberOfCall.length, '0'));
      // A copy: one that is still being sent must not change.
      const body = Buffer.from(bytes);
      for (const at of places) number.copy(body, at);
      return body;
    },
  };
}
