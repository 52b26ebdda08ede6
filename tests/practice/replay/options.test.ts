import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { isoDay } from '#src/history/calendar.ts';
import { parseAccessLog } from '#src/practice/replay/access-log.ts';
import { daysOf, replayFlags } from '#src/practice/replay/options.ts';
import { changed } from '#src/practice/replay/setting-changes.ts';
import { dayOf } from './replayed.ts';

const folder = mkdtempSync(join(tmpdir(), 'replay-options-'));
afterAll(() => rmSync(folder, { recursive: true }));

const error = (flags: object) => {
  const messages = replayFlags.safeParse(flags).error?.issues.map(({ message }) => message) ?? [];
  for (const message of messages) expect(message).not.toContain('\n');
  return messages.join(' | ');
};

describe('flags', () => {
  test('without any: the year up to the last day, at visits, no sample', () => {
    const flags = replayFlags.parse({});
    expect(flags).toMatchObject({ openings: { kind: 'encounters' }, sample: 0, suppress: 10, set: [] });
    const { from, to } = daysOf({ ...flags, asOf: dayOf('2026-11-24') });
    expect([isoDay(from), isoDay(to)]).toEqual(['2025-11-25', '2026-11-24']);
  });

  test('no opening lies after the last day of the run', () => {
    const { to } = daysOf({ from: undefined, to: dayOf('2027-01-01'), asOf: dayOf('2026-11-24') });
    expect(isoDay(to)).toBe('2026-11-24');
  });

  test.each<[string, object, string]>([
    ['a day', { from: '2026-02-30' }, 'must be a day such as 2026-03-31'],
    ['days in the wrong order', { from: '2026-02-02', to: '2026-02-01' }, 'must not be after the last day'],
    ['a number', { sample: 'many' }, 'must be a whole number from 0 to 1000'],
    ['a missing file', { openings: '/nowhere.csv' }, 'must be encounters, weekly or a CSV file that can be read'],
    ['a change without a value', { set: ['many-contacts'] }, 'must be code.name=value'],
    ['an unknown detection', { set: ['many-contact.minDays=4'] }, 'there is no detection many-contact; many-contacts?'],
    ['an unknown setting', { set: ['many-contacts.minDay=4'] }, 'many-contacts has no setting minDay; it has '],
    [
      'a value of another type',
      { set: ['missed-appointments.minMissed=often'] },
      'missed-appointments.minMissed=often: ',
    ],
    ['a value that is too small', { set: ['missed-appointments.minMissed=1'] }, 'missed-appointments.minMissed=1: '],
  ])('%s is refused in one line', (_, flags, message) => {
    expect(error(flags)).toContain(message);
  });

  test('changes are made to the thresholds in force', () => {
    const { set } = replayFlags.parse({ set: ['missed-appointments.minMissed=4', 'missed-appointments.minBooked=9'] });
    const thresholds = changed(new Map<string, object>([['missed-appointments', { minMissed: 7, minAge: 18 }]]), set);
    expect(thresholds.get('missed-appointments')).toMatchObject({ minMissed: 4, minBooked: 9, minAge: 18 });
    expect(changed(new Map(), []).size).toBe(0);
  });
});

describe('a log of openings', () => {
  test.each([',', ';', '\t'])('is read with %j between cells, and whatever references look like', (separator) => {
    const rows = [
      ['Time', 'patient', 'USER', 'more'],
      ['2026-03-31 09:10:00', 'p1', 'gp', ''],
      ['2026-03-31T09:10:00Z', 'https://ehr.example/fhir/Patient/p2', 'PractitionerRole/r', ''],
      ['2026-03-31T09:10', 'Patient/p3', '', 'x'],
    ];
    const file = join(folder, 'log.csv');
    writeFileSync(file, `\uFEFF${rows.map((row) => row.join(separator)).join('\r\n')}\r\n`);
    expect(replayFlags.parse({ openings: file }).openings).toEqual({
      kind: 'log',
      unnamed: 1,
      openings: [
        { time: '2026-03-31T09:10:00', patient: 'Patient/p1', user: 'Practitioner/gp' },
        { time: '2026-03-31T09:10:00Z', patient: 'Patient/p2', user: 'PractitionerRole/r' },
      ],
    });
  });

  test('without its columns, or with a time that is none, is refused by row, and no cell is repeated', () => {
    expect(parseAccessLog('when,who\n1,2\n', 'f')).toBe('f: must have the columns time, patient and user');
    expect(parseAccessLog('time,patient,user\n2026-03-31T09:10,p,u\nMrs Khan,p,u\n', 'f')).toBe(
      'f: row 3: time must be such as 2026-03-31T09:10:00',
    );
  });
});
