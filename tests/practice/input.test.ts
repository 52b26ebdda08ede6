import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createOwnBases } from '#src/fhir/own-bases.ts';
import { parseDay } from '#src/history/calendar.ts';
import { type Deletions, readDeletions } from '#src/practice/input/deletions.ts';
import { exportedOn, listInput } from '#src/practice/input/files.ts';
import { latestOf } from '#src/practice/input/latest.ts';
import { linesOf } from '#src/practice/input/lines.ts';
import { placeRow } from '#src/practice/input/placing.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'practice-input-'));

/** The rows of a file, read in pieces that end after these bytes. */
async function rowsIn(content: string | Buffer, ends: readonly number[], gzip = false): Promise<readonly string[]> {
  const file = join(newFolder(), 'rows.ndjson');
  writeFileSync(file, content);
  const rows: string[] = [];
  let from = 0;
  for (const to of [...ends, content.length]) {
    for await (const { lines } of linesOf({ file, gzip, from, to, base: undefined }))
      rows.push(...lines.map((line) => line.toString()));
    from = to;
  }
  return rows.filter((row) => row !== '');
}

describe('rows of a file', () => {
  test('each comes once, wherever the pieces end', async () => {
    const row = fc.string({ unit: fc.constantFrom('a', 'é', '"', ' '), maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(row), fc.array(fc.nat(80)), fc.boolean(), async (rows, ends, hasEnd) => {
        const content = Buffer.from(rows.join('\n') + (hasEnd ? '\n' : ''));
        const inside = ends.filter((end) => end < content.length).sort((a, b) => a - b);
        expect(await rowsIn(content, inside)).toEqual(rows.filter((one) => one !== ''));
      }),
      { numRuns: 60 },
    );
  });

  test('a compressed file is read as a whole', async () => {
    const content = gzipSync('{"a":1}\n{"b":2}');
    expect(await rowsIn(content, [], true)).toEqual(['{"a":1}', '{"b":2}']);
  });

  test('a row of several megabytes is read', async () => {
    const long = `{"a":"${'x'.repeat(9_000_000)}"}`;
    expect((await rowsIn(`{"b":1}\n${long}\n{"c":1}`, [5_000_000])).map((row) => row.length)).toEqual([
      7,
      long.length,
      7,
    ]);
  });

  test('one that is too long for memory is left out and counted, and the next is read', async () => {
    const file = join(newFolder(), 'rows.ndjson');
    writeFileSync(file, `${'x'.repeat(70_000_000)}\n{"c":1}\n`);
    let [tooLong, rows] = [0, [] as string[]];
    for await (const read of linesOf({ file, gzip: false, from: 0, to: 80_000_000, base: undefined })) {
      tooLong += read.tooLong;
      rows = [...rows, ...read.lines.map(String)];
    }
    expect({ tooLong, rows }).toEqual({ tooLong: 1, rows: ['{"c":1}'] });
  });
});

/** Whom a row is about, and whether it had to be parsed for that. */
function placed(row: object | string, base?: string) {
  const text = typeof row === 'string' ? row : JSON.stringify(row);
  let isParsed = false;
  const parse = () => {
    isParsed = true;
    return JSON.parse(text);
  };
  const result = placeRow(Buffer.from(text).toString('latin1'), parse, createOwnBases(base));
  return result && { type: result.type, patients: result.patients, isParsed };
}

describe('whom a row is about', () => {
  const encounter = { resourceType: 'Encounter', id: 'e', subject: { reference: 'Patient/1' } };

  test.each([
    ['an encounter', encounter, ['1'], false],
    ['an episode of care', { resourceType: 'EpisodeOfCare', patient: { reference: 'Patient/1' } }, ['1'], false],
    ['a task', { resourceType: 'Task', for: { reference: 'Patient/1' } }, ['1'], false],
    [
      'an appointment',
      { resourceType: 'Appointment', participant: [{ actor: { reference: 'Patient/1' } }] },
      ['1'],
      false,
    ],
    ['white space', JSON.stringify(encounter, undefined, 2).replaceAll('\n', ' '), ['1'], false],
    ['the type last', { id: 'e', subject: { reference: 'Patient/1' }, resourceType: 'Encounter' }, ['1'], true],
    ['escaped slashes', JSON.stringify(encounter).replace('Patient/1', 'Patient\\/1'), ['1'], true],
    [
      'an absolute reference',
      { ...encounter, subject: { reference: 'https://ehr.example/fhir/Patient/1' } },
      ['1'],
      true,
    ],
    ['a version', { ...encounter, subject: { reference: 'Patient/1/_history/2' } }, ['1'], true],
    ['a urn', { ...encounter, subject: { reference: 'urn:uuid:2b1' } }, ['2b1'], true],
    [
      'an element before the reference',
      { ...encounter, subject: { display: 'X', reference: 'Patient/1' } },
      ['1'],
      true,
    ],
    [
      'a performer who is another patient',
      { ...encounter, participant: [{ individual: { reference: 'Patient/2' } }] },
      ['1'],
      true,
    ],
    [
      'another patient in what is contained',
      { ...encounter, contained: [{ subject: { reference: 'Patient/2' } }] },
      ['1'],
      true,
    ],
    [
      'an appointment of two',
      {
        resourceType: 'Appointment',
        participant: [{ actor: { reference: 'Patient/1' } }, { actor: { reference: 'Patient/2' } }],
      },
      ['1', '2'],
      true,
    ],
    ['nobody', { resourceType: 'Encounter', id: 'e' }, [], true],
    ['a patient', { resourceType: 'Patient', id: '1', link: [{ other: { reference: 'Patient/2' } }] }, ['1'], true],
  ])('%s', (_, row, patients, isParsed) => {
    expect(placed(row)).toMatchObject({ patients, isParsed });
  });

  test('another server’s patient with the same id is nobody here', () => {
    const elsewhere = { ...encounter, subject: { reference: 'https://other.example/fhir/Patient/1' } };
    expect(placed(elsewhere, 'https://ehr.example/fhir')?.patients).toEqual([]);
    const here = { ...encounter, subject: { reference: 'https://ehr.example/fhir/Patient/1' } };
    expect(placed(here, 'https://ehr.example/fhir')?.patients).toEqual(['1']);
  });

  test('what is no resource is nothing', () => {
    expect(placeRow('{"half', () => undefined, createOwnBases(undefined))).toBeUndefined();
    expect(placed({ some: 'thing' })).toBeUndefined();
  });

  test('placed from its bytes or parsed, it is the same', () => {
    const id = fc.string({ unit: fc.constantFrom('a', 'B', '7', '-', '.'), minLength: 1, maxLength: 8 });
    const element = fc.constantFrom('subject', 'patient', 'for');
    fc.assert(
      fc.property(id, id, element, fc.boolean(), (patient, other, named, withOther) => {
        const row = {
          resourceType: 'Observation',
          [named]: { reference: `Patient/${patient}` },
          ...(withOther && { performer: [{ reference: `Patient/${other}` }] }),
        };
        const parsed = placed({ ...row, contained: [] })?.patients;
        expect(placed(row)?.patients).toEqual(parsed);
        expect(parsed).toEqual([patient]);
      }),
    );
  });
});

describe('files of an input', () => {
  const folderWith = (files: Readonly<Record<string, string>>) => {
    const folder = newFolder();
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    return folder;
  };

  test('are rows of any name and depth, without what a server reports about its export', async () => {
    const folder = folderWith({
      'Patient.ndjson': '{}',
      'practice-1/1.Encounter.ndjson.gz': 'xx',
      'practice-1/notes.txt': 'x',
      'outcomes/a.ndjson': '{}',
      'error/b.ndjson': '{}',
      '.hidden/c.ndjson': '{}',
      'Task.ndjson/part-0.ndjson': '{}',
      'deleted/d.ndjson': '{}',
    });
    const { pieces, deleted } = await listInput([folder]);
    const names = pieces.map(({ file, gzip }) => [file.slice(folder.length + 1), gzip]);
    expect(names).toEqual([
      ['Patient.ndjson', false],
      ['Task.ndjson/part-0.ndjson', false],
      ['practice-1/1.Encounter.ndjson.gz', true],
    ]);
    expect(deleted.map(({ file }) => file)).toEqual([join(folder, 'deleted/d.ndjson')]);
  });

  test('name the server and the day of the export by their manifest', async () => {
    const manifest = {
      request: 'https://ehr.example/fhir/Group/7/$export?_type=Patient',
      transactionTime: '2026-10-31T23:30:00Z',
    };
    const folder = folderWith({ 'a/Patient.ndjson': '{}', 'manifest.json': JSON.stringify(manifest) });
    expect((await listInput([folder])).pieces[0]?.base).toBe('https://ehr.example/fhir');
    expect(await exportedOn([folder], 'Europe/Oslo')).toBe(parseDay('2026-11-01'));
    expect(await exportedOn([folderWith({ 'Patient.ndjson': '{}' })], 'Europe/Oslo')).toBeUndefined();
  });

  test('a folder without rows, and one that is not there, are refused by name', async () => {
    const folder = folderWith({ 'notes.txt': '' });
    await expect(listInput([folder])).rejects.toThrow(`${folder}: holds no .ndjson or .ndjson.gz file`);
    await expect(listInput([join(folder, 'none')])).rejects.toThrow('is no folder that can be read');
  });
});

describe('versions of a row', () => {
  const row = (n: number, meta: object) => JSON.stringify({ resourceType: 'Encounter', id: 'e', status: `${n}`, meta });
  const first = row(1, { lastUpdated: '2026-01-01T00:00:00Z' });
  const second = row(2, { lastUpdated: '2026-02-01T00:00:00Z' });
  const statuses = (rows: readonly string[], deletions: Deletions = new Map()) =>
    latestOf(rows, deletions).map((one) => JSON.parse(JSON.stringify(one)).status);

  test('the one changed last holds, in whatever order', () => {
    expect(statuses([first, second])).toEqual(['2']);
    expect(statuses([second, first])).toEqual(['2']);
  });

  test('without a time the greater number of the version', () => {
    expect(statuses([row(9, { versionId: '9' }), row(10, { versionId: '10' })])).toEqual(['10']);
  });

  test('what was deleted is gone, unless it was written again', async () => {
    const folder = newFolder();
    const bundle = { resourceType: 'Bundle', entry: [{ request: { method: 'DELETE', url: 'Encounter/e' } }] };
    const file = join(folder, 'Bundle.ndjson');
    writeFileSync(file, `${JSON.stringify(bundle)}\nbroken\n`);
    const between = await readDeletions([{ file, until: Date.parse('2026-01-15T00:00:00Z') }]);
    expect(statuses([first], between)).toEqual([]);
    expect(statuses([first, second], between)).toEqual(['2']);
    expect(statuses([first, second], await readDeletions([{ file, until: undefined }]))).toEqual([]);
  });

  test('those without an id are all left to the mapper', () => {
    const without = [1, 2].map((n) => JSON.stringify({ resourceType: 'Encounter', status: `${n}` }));
    expect(statuses(without)).toEqual(['1', '2']);
  });
});
