import { expect, test } from '@jest/globals';
import { idPrefix, monthOf, newOpeningId, startOf } from '#src/store/month.ts';

const lastMs = Date.UTC(2027, 0, 1) - 1;

test('an id of an opening begins with its month in UTC, sorts after every UUID, and is never given twice', () => {
  expect(newOpeningId(lastMs)).toMatch(/^month-2026-12-[\w-]{22}$/);
  expect(newOpeningId(lastMs + 1)).toMatch(/^month-2027-01-[\w-]{22}$/);
  expect('ffffffff-ffff-4fff-bfff-ffffffffffff' < idPrefix).toBe(true);
  expect(new Set(Array.from({ length: 1000 }, () => newOpeningId(lastMs))).size).toBe(1000);
});

test('months begin at midnight in UTC and follow each other over the end of a year', () => {
  expect([monthOf(lastMs), monthOf(lastMs + 1)]).toEqual(['2026-12', '2027-01']);
  expect(startOf('2026-12')).toBe(Date.UTC(2026, 11, 1));
  expect([startOf('2026-12', 1), startOf('2026-12', 14)]).toEqual([lastMs + 1, Date.UTC(2028, 1, 1)]);
});
