import type { Patient, Resource } from '@medplum/fhirtypes';
import { createExportReader } from '#src/fhir/export-reader.ts';
import { nobodyListed } from '#src/fhir/record/listed-clinicians.ts';
import { loadCodeSets } from '#src/fhir/terminology/code-sets.ts';
import type { Day } from '#src/history/calendar.ts';
import type { Counts } from '#src/practice/counts.ts';
import type { ReportOptions } from '#src/practice/report/options.ts';
import { reportWork } from '#src/practice/report/work.ts';
import type { RunFacts, WorkSite } from '#src/practice/work.ts';
import { nobodyConsulted } from '../../support/nobody-consulted.ts';

const codeSets = loadCodeSets();
const staffTypes = ['Organization', 'Practitioner', 'PractitionerRole', 'Location'];

/** What the report's work knows of its surroundings, of which it uses none. */
export const site = { thresholds: new Map(), consultingDays: new Map() } as unknown as WorkSite;

/** Options of a report that prints everything, with what differs. */
export function reportOf(asOf: Day, difference: Partial<ReportOptions> = {}): ReportOptions {
  return { asOf, months: 24, list: 'named', suppress: 0, ...difference };
}

/** What the report counts of the rows of an export, mapped as in the command. */
export function countRows(rows: readonly Resource[], options: ReportOptions): Counts {
  const staff = rows.filter(({ resourceType }) => staffTypes.includes(resourceType));
  const reader = createExportReader({
    asOf: options.asOf,
    now: options.asOf * 86_400_000 + 43_200_000,
    timeZone: 'Europe/London',
    codeSets,
    listed: nobodyListed,
    centiles: undefined,
    parts: reportWork.parts,
    staff,
  });
  const counts: Counts = new Map();
  const work = reportWork.begin(options, site);
  for (const patient of rows.filter((row): row is Patient => row.resourceType === 'Patient')) {
    const own = rows.filter((row) => JSON.stringify(row).includes(`"Patient/${patient.id}"`));
    const resources = Map.groupBy([patient, ...own], ({ resourceType }) => String(resourceType));
    const person = { reference: `Patient/${patient.id}`, consulted: nobodyConsulted };
    work({ ...person, ...reader.read({ patient, resources }) }, counts);
  }
  return counts;
}

/** What the main thread knows at the end, where nothing went wrong. */
export function factsOf(asOf: Day, names: Readonly<Record<string, string>> = {}, difference: Partial<RunFacts> = {}) {
  const facts: RunFacts = {
    asOf,
    people: 20,
    failedPeople: 0,
    lostShards: [],
    rows: new Map(),
    unplaced: new Map(),
    nameOf: (reference) => names[reference],
    identifierOf: () => undefined,
    ...difference,
  };
  return facts;
}
