import { z } from 'zod';
import { type Day, months, parseDay } from '../history/calendar.ts';
import type { PracticeCentiles } from '../history/practice-centiles.ts';
import { type FileOfSite, type WatchedFile, watchFileOf } from './watched-file.ts';

const setting = 'PRACTICE_CENTILES';
/** How long the numbers of a practice stay true. */
const maxAgeMonths = 15;

const day = z.string().refine((text) => parseDay(text) !== undefined, 'must be an ISO date');
const year = z.int().min(0).max(150);
const group = z.strictObject({
  sex: z.enum(['female', 'male']),
  ages: z.tuple([year, year]).refine(([from, to]) => from <= to, 'must be from the younger to the older'),
  people: z.int().min(0),
  p90: z.number().min(0).max(366),
});
const practice = z.strictObject({
  asOf: day,
  from: day,
  groups: z.array(group).max(500),
  omitted: z.unknown().optional(),
});
const several = z.strictObject({
  practice: z.record(z.string().regex(/^[^|]+\|[^|]+$/, 'is not system|value'), practice),
});

/** What the file says, and the day up to which its oldest numbers go. */
export interface SiteCentiles extends PracticeCentiles {
  readonly asOf: Day;
}

/**
 * The site's centiles from the file of PRACTICE_CENTILES, read again when it changes: of one practice, or of several under
 * `practice` by an identifier of each (`system|value`).
 * @throws one clear line that names the broken field, if the file can't be used at the start
 */
export function watchPracticeCentiles(site: Omit<FileOfSite, 'setting'>): WatchedFile<SiteCentiles> {
  return watchFileOf({ ...site, setting }, (json) => parsed(json, site.file));
}

/** Whether the numbers are too old to be relied on. */
export function areOld({ asOf }: SiteCentiles, today: Day): boolean {
  return today - asOf > months(maxAgeMonths);
}

function parsed(json: unknown, file: string): SiteCentiles {
  const isOfSeveral = typeof json === 'object' && json !== null && 'practice' in json;
  if (!isOfSeveral) {
    const { asOf, groups } = valid(practice, json, file);
    return { groups, byPractice: [], asOf: dayOf(asOf) };
  }
  const all = Object.entries(valid(several, json, file).practice);
  const byPractice = all.map(([identifier, { groups }]) => {
    const [system = '', value = ''] = identifier.split('|');
    return { system, value, groups };
  });
  const oldest = all.map(([, { asOf }]) => dayOf(asOf)).sort((a, b) => a - b)[0] ?? Number.POSITIVE_INFINITY;
  return { groups: [], byPractice, asOf: oldest };
}

function valid<T>(schema: z.ZodType<T>, json: unknown, file: string): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Error(`${setting}: ${file}: ${issue?.path.map(String).join('.')}: ${issue?.message}`);
}

function dayOf(iso: string): Day {
  return parseDay(iso) ?? 0;
}
