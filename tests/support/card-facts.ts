import type { LightMyRequestResponse } from 'fastify';
import type { Card } from '#src/cds/protocol.ts';

/** What cards say, without what is new in every answer: their codes and evidence. */
export function told(answer: LightMyRequestResponse): readonly unknown[] {
  const { cards } = answer.json() as { cards: Card[] };
  return cards.map(({ source, summary, extension }) => ({ code: source.topic?.code, summary, extension }));
}

/** A copy with every UUID numbered in the order of its first appearance. */
export function withoutUuids<T>(value: T): T {
  const numbers = new Map<string, number>();
  const numbered = JSON.stringify(value).replace(
    /[\da-f]{8}-[\da-f]{4}-[45][\da-f]{3}-[\da-f]{4}-[\da-f]{12}/g,
    (uuid) => {
      numbers.set(uuid, numbers.get(uuid) ?? numbers.size + 1);
      return `uuid-${numbers.get(uuid)}`;
    },
  );
  return JSON.parse(numbered);
}
