import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createStaffDirectory, type StaffChange } from '#src/fhir/staff-directory.ts';
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

/** A directory over the file with this text, and a wait for its next change. */
function openWith(text: string) {
  writeFileSync(file, text);
  let told: (change: StaffChange) => void = () => {};
  const directory = createStaffDirectory(file, (change) => told(change), 30);
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

  test('leaves out what is not staff', () => {
    const { directory } = openWith(asBundle([{ resourceType: 'Patient', id: 'p' }, ...staff]));
    expect(directory.current()).toEqual(staff);
    directory.close();
  });

  test.each([
    ['is not there', undefined, /can't be read/],
    ['is empty', '', /holds no Practitioner/],
    ['is no JSON', 'Dr Ayla, Dr Bea', /neither JSON nor NDJSON/],
    ['is cut short', asBundle().slice(0, -9), /neither JSON nor NDJSON/],
    ['is cut short in its last line', asLines().slice(0, -9), /neither JSON nor NDJSON/],
    ['is another JSON', '{"staff":[]}', /not a FHIR resource/],
    ['has an entry without a resource', '{"resourceType":"Bundle","entry":[{}]}', /without a resource or an id/],
    ['has nobody of the staff', '{"resourceType":"Bundle","entry":[]}', /holds no Practitioner/],
  ])('that %s refuses to start, in one line', (_, text, problem) => {
    if (text !== undefined) writeFileSync(file, text);
    const start = () => createStaffDirectory(file);
    expect(start).toThrow(problem);
    expect(start).toThrow(/^STAFF_DIRECTORY: [^\n]+$/);
    expect(start).not.toThrow(/Ayla/);
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
});
