import { describe, expect, test } from '@jest/globals';
import { isoDay, parseDay } from '#src/history/calendar.ts';
import { fill, paragraphs } from '../../demo/page/ehr.js';
import { isWorkingDay } from '../../demo/practice/bank-holidays.ts';
import { practiceRecord } from '../../demo/practice/record.ts';
import { parseDays, resolveAnyDate, resolveDate } from '../../demo/practice/relative-day.ts';
import { on } from './days.ts';

describe('days told from today', () => {
  test.each([
    ['-12m', '2026-11-24', '2025-11-24', 'months are twelfths of a mean year'],
    ['-1d', '2026-11-24', '2026-11-23', 'a Monday is itself'],
    ['-2d', '2026-11-24', '2026-11-23', 'of a Sunday the Monday after'],
    ['-3d', '2026-11-24', '2026-11-20', 'of a Saturday the Friday before'],
    ['-1d', '2026-11-23', '2026-11-20', 'of a yesterday that was a Sunday not today'],
    ['+5d', '2026-11-24', '2026-11-30', 'ahead as well'],
    ['+1d', '2026-11-27', '2026-11-30', 'of a tomorrow that is a Saturday not today'],
    ['-1d', '2026-12-29', '2026-12-24', 'of a bank holiday the nearest working day'],
    ['+1w', '2028-02-29', '2028-03-07', 'from a leap day'],
  ] as const)('%s on %s is %s: %s', (when, today, day, _) => {
    expect(resolveDate(when, on(today))).toBe(day);
  });

  test('in somebody’s life months are about as long, days as long as they are', () => {
    const today = on('2026-11-24');
    const days = ['a', 'b', 'c', 'd', 'e', 'f'].map((life) => parseDay(resolveDate('-12m', today, life)) ?? 0);
    expect(new Set(days).size).toBeGreaterThan(3);
    expect(days.filter((day) => Math.abs(day - on('2025-11-24')) > 9 || !isWorkingDay(day))).toEqual([]);
    expect(resolveDate('-12m', today, 'a')).toBe(resolveDate('-12m', today, 'a'));
    expect(resolveDate('-35d', today, 'a')).toBe('2026-10-20');
  });

  test('what happens to somebody may happen on any day', () => {
    expect(resolveAnyDate('-2d', on('2026-11-24'))).toBe('2026-11-22');
  });

  test('a row that is not of such days is refused', () => {
    expect(parseDays('-3m -2w')).toEqual(['-3m', '-2w']);
    expect(() => parseDays('-3m 2w')).toThrow('2w');
  });
});

describe('the practice’s record', () => {
  const record = practiceRecord(on('2026-11-24'));

  test('is the same each time it is made for the same day', () => {
    expect(practiceRecord(on('2026-11-24'))).toEqual(record);
  });

  test('has no id twice', () => {
    const ids = record.map(({ resourceType, id }) => `${resourceType}/${id}`);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has nobody seen in the future', () => {
    const starts = record.flatMap((one) =>
      one.resourceType === 'Encounter' && one.status !== 'in-progress' ? [one.period?.start ?? ''] : [],
    );
    expect(starts.filter((start) => start.slice(0, 10) > isoDay(on('2026-11-24')))).toEqual([]);
  });
});

describe('what the page does as an EHR', () => {
  const context = { userId: 'Practitioner/dr-wren', patientId: 'amina-khan' };

  test('a template’s tokens are filled from the context', () => {
    expect(fill('Patient/{{context.patientId}}', context)).toBe('Patient/amina-khan');
    expect(fill('Practitioner/{{userPractitionerId}}', context)).toBe('Practitioner/dr-wren');
  });

  test('a template with an unknown token is left out', () => {
    expect(fill('Encounter/{{context.encounterId}}', context)).toBeUndefined();
    expect(fill('PractitionerRole/{{userPractitionerRoleId}}', context)).toBeUndefined();
  });

  test('paragraphs are plain text, with escapes undone', () => {
    expect(paragraphs('One\nline.\n\n\\*Two\\* \\<b\\> &lt;i&gt; &#64; a &amp;lt; b')).toEqual([
      'One line.',
      '*Two* <b> <i> @ a &lt; b',
    ]);
  });
});
