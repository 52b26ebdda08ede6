import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleStaff } from './example.ts';
import { untilToday } from './today.ts';

/** A STAFF_DIRECTORY file of today with the example's staff, and with doctors like Dr Patel, but still here, of these ids. */
export function exampleStaffFile(stillHere: readonly string[] = []): string {
  const staff = exampleStaff();
  const patel = staff.filter((one) => one.id?.endsWith('ayla-patel'));
  const alike = stillHere.flatMap((id, at) => {
    const text = JSON.stringify(patel).replaceAll('ayla-patel', id).replaceAll('9990001', `999100${at}`);
    return JSON.parse(text.replace(/,"end":"[^"]*"/, ''));
  });
  const bundle = {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [...staff, ...alike].map((resource) => ({ resource })),
  };
  const file = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'staff.json');
  writeFileSync(file, untilToday(JSON.stringify(bundle)));
  return file;
}
