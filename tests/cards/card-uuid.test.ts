import { describe, expect, test } from '@jest/globals';
import { cardUuid } from '#src/cards/card-uuid.ts';

const card = {
  patient: 'patient-pseudonym',
  clinician: 'clinician-pseudonym',
  code: 'first-meeting',
  material: 'material-pseudonym',
  visit: '2026-09-30',
};
const none = new Set<string>();

describe('the UUID of a card', () => {
  test('is the same wherever the same card is first shown, and does not change between versions', () => {
    expect(cardUuid(card, none)).toBe(cardUuid({ ...card }, new Set(['another'])));
    // Worked out elsewhere: python3 -c "import uuid; …uuid5(uuid5(NAMESPACE_URL, 'https://secure-base.org/cards'), '[…]')".
    expect(cardUuid(card, none)).toBe('edbdc0c2-aac3-5a0c-9d06-ae624b27011c');
  });

  test.each([
    { patient: 'x' },
    { clinician: 'x' },
    { clinician: undefined },
    { code: 'continuity-low' },
    { material: 'x' },
    { visit: 'visit-1' },
  ])('is another one with %j', (change) => {
    expect(cardUuid({ ...card, ...change }, none)).not.toBe(cardUuid(card, none));
  });

  test('is another one where that card was shown before and its quiet has ended', () => {
    const first = cardUuid(card, none);
    const second = cardUuid(card, new Set([first]));
    const third = cardUuid(card, new Set([first, second]));
    expect(new Set([first, second, third]).size).toBe(3);
    expect(cardUuid(card, new Set([first]))).toBe(second);
  });
});
