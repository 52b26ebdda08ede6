import { describe, expect, test } from '@jest/globals';
import { isoDay } from '#src/history/calendar.ts';
import { fill, paragraphs } from '../../demo/page/ehr.js';
import { practiceRecord } from '../../demo/practice/record.ts';
import { parseDays, resolveDate } from '../../demo/practice/relative-day.ts';
import { on } from './days.ts';

describe('days told from today', () => {
  test('months are twelfths of a mean year, weekends mean the Friday before', () => {
    expect(resolveDate('-12m', on('2026-11-24'))).toBe('2025-11-24');
    expect(resolveDate('-2d', on('2026-11-24'))).toBe('2026-11-20');
    expect(resolveDate('-1d', on('2026-11-24'))).toBe('2026-11-23');
    expect(resolveDate('+1w', on('2028-02-29'))).toBe('2028-03-07');
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

  test('has nobody seen at a weekend or in the future', () => {
    const starts = record.flatMap((one) =>
      one.resourceType === 'Encounter' && one.status !== 'in-progress' ? [one.period?.start ?? ''] : [],
    );
    expect(starts.filter((start) => [0, 6].includes(new Date(start).getUTCDay()))).toEqual([]);
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
