import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Resource } from '@medplum/fhirtypes';
import { isoDay, parseDay } from '#src/history/calendar.ts';

/** Br J Gen Pract 2023;73:279-282, Table 2: the visits of two lists of ten people, each as letters of clinicians in order. */
interface PublishedTable {
  readonly listA: readonly string[];
  readonly listB: readonly string[];
  /** Recomputed: the paper's OPR of list A is a slip. */
  readonly expected: Readonly<Record<'meanUpc' | 'meanCoc', Readonly<Record<'A' | 'B' | 'all', number>>>> &
    Readonly<Record<'slicc' | 'opr', Readonly<Record<'A' | 'B' | 'all', readonly [with_: number, of: number]>>>>;
}

const file = new URL('../../../shared/vectors/continuity.json', import.meta.url);

/** Why the published table can't be tested here, if so. */
export const noPublishedTable = existsSync(file) ? undefined : 'shared/vectors/continuity.json is not here';

export function readPublishedTable(): PublishedTable {
  return JSON.parse(readFileSync(file, 'utf8')).bjgp2023;
}

/** The last day of the published table's 24 months. */
export const publishedAsOf = '2026-10-31';

const practice = { reference: 'Organization/practice' };
const firstDay = parseDay('2024-11-04') ?? 0;

/** The table as rows of an export: people registered at one practice since 2015, whose visits are a month apart. */
function publishedRows(): readonly Resource[] {
  const { listA, listB } = readPublishedTable();
  const lists = [...listA.map((visits) => ({ gp: 'A', visits })), ...listB.map((visits) => ({ gp: 'B', visits }))];
  return [
    { resourceType: 'Organization', id: 'practice', name: 'The Practice of the Paper' },
    ...['A', 'B', 'C', 'D', 'E'].flatMap(gpRows),
    ...lists.flatMap(({ gp, visits }, i) => personRows(`p${i + 1}`, gp, visits)),
  ];
}

/** Writes the table as NDJSON, one file a type, as a FHIR server exports it. */
export async function writePublishedTable(folder: string): Promise<void> {
  for (const [type, rows] of Map.groupBy(publishedRows(), ({ resourceType }) => resourceType))
    await writeFile(join(folder, `${type}.ndjson`), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

function gpRows(letter: string): readonly Resource[] {
  const id = letter.toLowerCase();
  const code = [{ coding: [{ system: 'http://snomed.info/sct', code: '62247001' }] }];
  const period = { start: '2010-01-01' };
  return [
    { resourceType: 'Practitioner', id, name: [{ prefix: ['Dr'], given: ['Ada'], family: `Letter ${letter}` }] },
    {
      resourceType: 'PractitionerRole',
      id: `role-${id}`,
      practitioner: { reference: `Practitioner/${id}` },
      organization: practice,
      code,
      active: true,
      period,
    },
  ];
}

function personRows(id: string, gp: string, visits: string): readonly Resource[] {
  const patient = { reference: `Patient/${id}` };
  return [
    {
      resourceType: 'Patient',
      id,
      gender: 'female',
      birthDate: '1970-01-01',
      managingOrganization: practice,
      generalPractitioner: [{ reference: `Practitioner/${gp.toLowerCase()}` }],
    },
    {
      resourceType: 'EpisodeOfCare',
      id: `registration-${id}`,
      status: 'active',
      patient,
      managingOrganization: practice,
      period: { start: '2015-01-01' },
    },
    ...[...visits].map(
      (letter, i): Resource => ({
        resourceType: 'Encounter',
        id: `${id}-${i + 1}`,
        status: 'finished',
        class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
        subject: patient,
        serviceProvider: practice,
        period: { start: `${isoDay(firstDay + 30 * i)}T09:00:00Z` },
        participant: [{ individual: { reference: `Practitioner/${letter.toLowerCase()}` } }],
      }),
    ),
  ];
}
