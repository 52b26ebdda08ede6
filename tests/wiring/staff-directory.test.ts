import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import type { FileOfSite } from '#src/config/watched-file.ts';
import { openStaffDirectory } from '#src/wiring/staff-directory.ts';
import { bundle, staff } from '../support/chart.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'staff-'));
  file = join(folder, 'staff.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const asBundle = (resources = staff) => JSON.stringify({ ...bundle(resources), type: 'collection' });
const asLines = (resources = staff) => resources.map((resource) => `${JSON.stringify(resource)}\n`).join('');

type StaffChange = Parameters<FileOfSite['report']>[0];
const open = () => openStaffDirectory(file, () => {});

/** The same staff with an entry of this type. */
const withType = (resourceType: string) => asBundle([...staff, { resourceType } as unknown as Resource]);
const nested = '['.repeat(200_000) + ']'.repeat(200_000);
const many = (count: number) =>
  Array.from({ length: count }, (_, n): Resource => ({ resourceType: 'Practitioner', id: `${n}` }));

/** A directory over the file with this text, and a wait for its next change. */
function openWith(text: string) {
  writeFileSync(file, text);
  let told: (change: StaffChange) => void = () => {};
  const directory = openStaffDirectory(file, (change) => told(change), 30);
  const change = () =>
    new Promise<StaffChange>((resolve) => {
      told = resolve;
    });
  return { directory, change };
}

describe('a staff directory', () => {
  test.each([
    ['a Bundle', asBundle()],
    ['NDJSON', asLines()],
    ['NDJSON with blank lines', asLines().replaceAll('\n', '\r\n\r\n')],
  ])('is read from %s', (_, text) => {
    const { directory } = openWith(text);
    expect(directory.current()).toEqual(staff);
    directory.close();
  });

  test('is UTF-8, with a byte order mark or without', () => {
    const named = asBundle([{ resourceType: 'Practitioner', id: 'm', name: [{ family: 'Müller' }] }]);
    const { directory } = openWith(`\ufeff${named}`);
    expect(directory.current()).toMatchObject([{ name: [{ family: 'Müller' }] }]);
    directory.close();
    writeFileSync(file, named, 'latin1');
    expect(open).toThrow(`STAFF_DIRECTORY: ${file} is not UTF-8`);
  });

  test('leaves out what is not staff', () => {
    const { directory } = openWith(asBundle([{ resourceType: 'Patient', id: 'p' }, ...staff]));
    expect(directory.current()).toEqual(staff);
    directory.close();
  });

  test.each([
    ['is not there', undefined, /doesn't exist/],
    ['is empty', '', /holds no Practitioner/],
    ['is no JSON', 'Dr Ayla, Dr Bea', /neither JSON nor NDJSON/],
    ['is cut short', asBundle().slice(0, -9), /neither JSON nor NDJSON/],
    ['is cut short in its last line', asLines().slice(0, -9), /neither JSON nor NDJSON/],
    ['is another JSON', '{"staff":[]}', /not a FHIR resource/],
    ['has an entry without a resource', '{"resourceType":"Bundle","entry":[{}]}', /without a resource or an id/],
    ['has a type that is a pattern', withType('Practitioner('), /without a resource or an id/],
    ['is itself of such a type', '{"resourceType":"(a+)+$"}', /not a FHIR resource/],
    ['is nested 200,000 deep', `{"resourceType":"Bundle","entry":${nested}}`, /nested too deeply/],
    ['is larger than 64 MiB', `${asBundle()}${' '.repeat(64 * 1024 * 1024)}`, /larger than 64 MiB/],
    ['holds more than 20,000 resources', asLines(many(20_001)), /more than 20000 resources/],
    ['has nobody of the staff', '{"resourceType":"Bundle","entry":[]}', /holds no Practitioner/],
  ])('that %s refuses to start, in one line', (_, text, problem) => {
    if (text !== undefined) writeFileSync(file, text);
    expect(open).toThrow(problem);
    expect(open).toThrow(/^STAFF_DIRECTORY: [^\n]+$/);
    expect(open).not.toThrow(/Ayla/);
  });

  test('may hold 20,000 resources', () => {
    const { directory } = openWith(asLines(many(20_000)));
    expect(directory.current()).toHaveLength(20_000);
    directory.close();
  });
});

describe('when its file changes', () => {
  test('it is read again', async () => {
    const { directory, change } = openWith(asBundle());
    writeFileSync(file, asLines(staff.slice(0, 3)));
    expect(await change()).toBe('read');
    expect(directory.current()).toEqual(staff.slice(0, 3));
    directory.close();
  });

  test('it is read again when another file takes its place', async () => {
    const { directory, change } = openWith(asBundle());
    writeFileSync(`${file}.new`, asBundle(staff.slice(0, 3)));
    renameSync(`${file}.new`, file);
    expect(await change()).toBe('read');
    expect(directory.current()).toHaveLength(3);
    directory.close();
  });

  test('a broken one keeps the old and says so, and a good one is read afterwards', async () => {
    const { directory, change } = openWith(asBundle());
    writeFileSync(file, asBundle().slice(0, 50));
    expect(await change()).toBe('broken');
    expect(directory.current()).toEqual(staff);
    rmSync(file);
    expect(await change()).toBe('broken');
    expect(directory.current()).toEqual(staff);
    writeFileSync(file, asBundle(staff.slice(0, 3)));
    expect(await change()).toBe('read');
    expect(directory.current()).toHaveLength(3);
    directory.close();
  });

  test.each([
    ['a type that is a broken pattern', withType('Practitioner(')],
    ['an id that only a costly pattern would find', withType('(a+)+$')],
    ['lists nested 200,000 deep', `{"resourceType":"Bundle","entry":${nested}}`],
    ['entries that are no list', '{"resourceType":"Bundle","entry":{"length":9}}'],
    ['more than 20,000 resources', asLines(many(20_001))],
    ['null', 'null'],
  ])('%s keeps the old', async (_, text) => {
    const { directory, change } = openWith(asBundle());
    writeFileSync(file, text);
    expect(await change()).toBe('broken');
    expect(directory.current()).toEqual(staff);
    directory.close();
  });

  test('a report that throws ends nothing: the next change is read', async () => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    writeFileSync(file, asBundle());
    const { promise, resolve } = Promise.withResolvers<StaffChange>();
    const directory = openStaffDirectory(
      file,
      (change) => {
        resolve(change);
        throw new Error('the log is full');
      },
      30,
    );
    writeFileSync(file, asLines(staff.slice(0, 3)));
    expect(await promise).toBe('read');
    await new Promise((done) => setImmediate(done));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
    expect(directory.current()).toHaveLength(3);
    directory.close();
  });
});
