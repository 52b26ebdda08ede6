import { describe, expect, test } from '@jest/globals';
import { isoDay, parseDay } from '#src/history/calendar.ts';
import { reportFlags } from '#src/practice/report/options.ts';
import { windowOf } from '#src/practice/report/window.ts';

describe('the flags of the report', () => {
  test('have their defaults, and are read as they are written', () => {
    expect(reportFlags.parse({})).toEqual({ months: 24, list: 'named', suppress: 10 });
    expect(reportFlags.parse({ months: '12', list: 'usual', suppress: '0' })).toEqual({
      months: 12,
      list: 'usual',
      suppress: 0,
    });
  });

  test.each([
    [{ months: '0' }, 'must be a whole number from 1 to 120'],
    [{ months: '1.5' }, 'must be a whole number from 1 to 120'],
    [{ suppress: '-1' }, 'must be a whole number from 0 to 100'],
    [{ suppress: 'none' }, 'must be a whole number from 0 to 100'],
    [{ list: 'mine' }, 'must be `named` or `usual`'],
  ])('%j: one line says what is wrong', (flags, message) => {
    expect(reportFlags.safeParse(flags).error?.issues.map((one) => one.message)).toEqual([message]);
  });
});

test('a report covers whole calendar months that end on the last day or before', () => {
  const days = (iso: string, months: number) => {
    const { from, to, months: names } = windowOf(parseDay(iso) ?? 0, months);
    return [isoDay(from), isoDay(to - 1), names.length, names[0], names.at(-1)];
  };
  expect(days('2026-11-30', 24)).toEqual(['2024-12-01', '2026-11-30', 24, '2024-12', '2026-11']);
  expect(days('2026-11-29', 24)).toEqual(['2024-11-01', '2026-10-31', 24, '2024-11', '2026-10']);
  expect(days('2024-02-29', 1)).toEqual(['2024-02-01', '2024-02-29', 1, '2024-02', '2024-02']);
  expect(days('2026-01-31', 1)).toEqual(['2026-01-01', '2026-01-31', 1, '2026-01', '2026-01']);
});
