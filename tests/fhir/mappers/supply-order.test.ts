import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { orderFinder } from '#src/fhir/mappers/medicines/supply-order.ts';
import { localTime } from '#src/fhir/record/local-time.ts';

const time = localTime('Europe/London');
const date = fc.integer({ min: 1, max: 9 }).map((day) => `2026-01-0${day}`);
const authored = fc.option(fc.oneof(date, fc.constant('2026')), { nil: undefined });

test('a dispense without a named order is of the latest order up to its day', () => {
  fc.assert(
    fc.property(fc.array(authored, { maxLength: 8 }), date, (made, handed) => {
      const orders = made.map((authoredOn, i) => ({ id: `${i}`, authoredOn }));
      const day = time.day(handed) ?? 0;
      const until = orders.filter(({ authoredOn }) => (time.day(authoredOn) ?? day) <= day);
      const latest = until
        .toSorted((a, b) => ((a.authoredOn ?? '') + a.id < (b.authoredOn ?? '') + b.id ? -1 : 1))
        .at(-1);
      expect(orderFinder(orders, time)({ id: 'd' }, day)).toBe(latest);
    }),
  );
});

test('one that names its order is of that one, the first of several', () => {
  const orders = ['a', 'b', 'c'].map((id) => ({ id, authoredOn: '2026-01-01' }));
  const authorizingPrescription = ['c', 'b', 'x'].map((id) => ({ reference: `MedicationRequest/${id}` }));
  expect(orderFinder(orders, time)({ id: 'd', authorizingPrescription }, 0)?.id).toBe('b');
});
