import type { Patient, Resource } from '@medplum/fhirtypes';
import { createExportReader } from '#src/fhir/export-reader.ts';
import { loadCodeSets } from '#src/fhir/terminology/code-sets.ts';
import type { Day } from '#src/history/calendar.ts';
import type { Part } from '#src/history/history.ts';
import { createDayCollector } from '#src/practice/people/collect-days.ts';
import { createConsulted } from '#src/practice/people/consulted.ts';
import { consultingDays } from '#src/practice/people/consulting-days.ts';
import type { ExportedPerson } from '#src/practice/people/exported-person.ts';
import { linesOf } from './generated-practice.ts';

const staffTypes = ['Practitioner', 'PractitionerRole', 'Organization', 'Location', 'Medication'];
const timeZone = 'Europe/London';

/** The people of an export in a folder, in the order of its rows, as the workers of a practice command have them. */
export function exportedPeople(folder: string, asOf: Day, parts: readonly Part[]): readonly ExportedPerson[] {
  const rows = [...linesOf(folder).values()].flatMap((lines) => lines.map((line): Resource => JSON.parse(line)));
  const staff = rows.filter(({ resourceType }) => staffTypes.includes(resourceType));
  const collector = createDayCollector(timeZone);
  for (const row of rows) if (row.resourceType === 'Encounter') collector.add(row);
  const consultedOf = createConsulted(consultingDays([collector.days()]), asOf);
  const surroundings = { asOf, now: (asOf + 1) * 86_400_000 - 1, timeZone, codeSets: loadCodeSets(), staff, parts };
  const reader = createExportReader({ ...surroundings, listed: { optedIn: [], notNamed: [] }, centiles: undefined });
  const byPatient = Map.groupBy(rows, patientOf);
  return rows
    .filter((row): row is Patient => row.resourceType === 'Patient')
    .map((patient) => {
      const reference = `Patient/${patient.id}`;
      const own = (byPatient.get(reference) ?? []).filter((row) => row !== patient);
      const resources = Map.groupBy(own, ({ resourceType }) => String(resourceType));
      const { reading, opening, places } = reader.read({ patient, resources });
      const clinicians = reading.clinicians.known ? reading.clinicians.value : new Map();
      return { reference, reading, opening, places, consulted: consultedOf(clinicians, places) };
    });
}

/** The patient whom a row names first. */
function patientOf(row: Resource): string | undefined {
  return /"(Patient\/[^"]+)"/.exec(JSON.stringify(row))?.[1];
}
