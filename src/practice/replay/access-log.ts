import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { parseDateTime } from '../../fhir/record/date-time.ts';

/** One real opening of a chart. */
export interface LoggedOpening {
  /** ISO date-time; without an offset it is in the site's own time zone. */
  readonly time: string;
  /** `Patient/<id>`, or the pseudonym of that. */
  readonly patient: string;
  /** Reference of a Practitioner or PractitionerRole. */
  readonly user: string;
}

/** When whose charts were opened, by whom. */
export interface AccessLog {
  readonly kind: 'log';
  readonly openings: readonly LoggedOpening[];
  /** Rows that name no patient or no user. */
  readonly unnamed: number;
}

const rows = z.array(z.object({ time: z.string(), patient: z.string(), user: z.string() }));

/** Reads a CSV file with the columns time, patient and user; a text is one line about what can't be used. */
export function readAccessLog(file: string): AccessLog | string {
  try {
    return parseAccessLog(readFileSync(file, 'utf8'), file);
  } catch {
    return `${file}: must be encounters, weekly or a CSV file that can be read`;
  }
}

/** As {@link readAccessLog}, of a file's text; a message never repeats a cell. */
export function parseAccessLog(text: string, file: string): AccessLog | string {
  const records: unknown = parse(text, {
    bom: true,
    columns: (names: readonly string[]) => names.map((name) => name.trim().toLowerCase()),
    delimiter: [',', ';', '\t'],
    skip_empty_lines: true,
    trim: true,
  });
  const parsed = rows.safeParse(records);
  if (!parsed.success) return `${file}: must have the columns time, patient and user`;
  const openings: LoggedOpening[] = [];
  let unnamed = 0;
  for (const [index, row] of parsed.data.entries()) {
    const time = row.time.replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T');
    if (parseDateTime(time)?.msOfDay === undefined)
      return `${file}: row ${index + 2}: time must be such as 2026-03-31T09:10:00`;
    if (row.patient === '' || row.user === '') unnamed += 1;
    else openings.push({ time, patient: reference(row.patient, ['Patient']), user: reference(row.user, staff) });
  }
  return { kind: 'log', openings, unnamed };
}

const staff = ['Practitioner', 'PractitionerRole'] as const;

/** `Patient/1`, from that, an absolute reference or an id alone. */
function reference(text: string, types: readonly [string, ...string[]]): string {
  const [type = '', id = ''] = text.split('/').slice(-2);
  return types.includes(type) && id !== '' ? `${type}/${id}` : `${types[0]}/${text}`;
}
