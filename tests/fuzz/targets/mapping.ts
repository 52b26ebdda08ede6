import assert from 'node:assert/strict';
import type { Resource } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { detectors } from '#src/detectors/index.ts';
import { runDetectors, type Settings } from '#src/detectors/run.ts';
import { createRecordMapper, type OpeningContext, type Sources, toReading } from '#src/fhir/mappers/index.ts';
import { sources } from '#src/fhir/read/searches.ts';
import { loadCodeSets } from '#src/fhir/terminology/code-sets.ts';
import { typesInAny } from '#src/fhir/versions/index.ts';
import type { Reading } from '#src/history/history.ts';
import type { Opening } from '#src/history/opening.ts';
import { home, relatedPerson, relativeRecord } from '../../support/family.ts';
import { generatedRecord } from '../../support/generated-record.ts';
import { type ChartCall, chartCalls, everyStaffMember, inVersion, today } from '../charts.ts';
import { mutated, mutations } from '../mutation.ts';
import type { Target } from '../target.ts';

const codeSets = loadCodeSets();
const noon = today * 86_400_000 + 43_200_000;
const opened: OpeningContext = {
  asOf: today,
  now: noon,
  timeZone: 'Europe/London',
  userId: 'Practitioner/dr-wren',
  encounterId: undefined,
  offered: [],
};

/** What is read of a record, mapped both times as a call does. */
export function read(resources: readonly object[]): { readonly reading: Reading; readonly opening: Opening } {
  const typed = resources as Resource[];
  const given: Sources = {
    patient: typed.find((one) => one?.resourceType === 'Patient') as Sources['patient'],
    resources: Map.groupBy(typed, (one) => String(one?.resourceType)),
    unread: new Map(),
    staff: 'server',
    activity: new Map(),
    relatives: rowsOf(typed),
  };
  const mapper = createRecordMapper(opened, codeSets);
  mapper.unreadReferences(given);
  mapper.relativesToRead(given);
  mapper.childrenToAsk(given, rowsOf(typed));
  return toReading(given, opened, codeSets);
}

/** Every Patient may be a relative's, and every stay a child's. */
function rowsOf(resources: readonly Resource[]): NonNullable<Sources['relatives']> {
  const of = (type: string) => resources.filter((one) => one?.resourceType === type).map((one) => ({ ...one }));
  const patients = of('Patient');
  const rows = { encounters: of('Encounter'), flags: of('Flag') };
  return { patients, roles: of('RelatedPerson'), children: new Map(patients.map(({ id }) => [String(id), rows])) };
}

/** Runs every detection on a record, of which none may throw, whatever the site's thresholds are. */
export function detect({ reading, opening }: ReturnType<typeof read>, thresholds?: Settings): void {
  const { skipped } = runDetectors(detectors, reading, opening, thresholds);
  const thrown = skipped.filter(({ why }) => why === 'threw');
  assert.deepEqual(thrown, []);
}

function flagOf({ patientId }: ChartCall['context']): object {
  const code = { text: 'Child protection plan' };
  return { resourceType: 'Flag', id: 'flag', status: 'active', code, subject: { reference: `Patient/${patientId}` } };
}

/** A sister who has died and a child in hospital. */
const family: readonly object[] = [
  relatedPerson('s', 'SIS'),
  relativeRecord('sister', 's', { deceasedDateTime: '2026-09-01' }),
  relatedPerson('k', 'SON', { address: home }),
  relativeRecord('kid', 'k', { birthDate: '2018-03-04', address: home }),
];

const records: fc.Arbitrary<readonly object[]> = fc.oneof(
  fc.constantFrom(...chartCalls.map(({ context, resources }) => [...resources, ...everyStaffMember, flagOf(context)])),
  fc.tuple(generatedRecord, fc.constant(family)).map((all) => all.flat()),
);

/** What is mapped from resources of this type, whatever they say. */
function mappingOf(
  type: string,
  parts: readonly (keyof Reading)[],
  runs: number,
  reach = 0.1,
): Target<readonly object[]> {
  const types = typesInAny(type);
  const isUnderTest = (one: object) => 'resourceType' in one && types.includes(String(one.resourceType));
  return {
    name: `mapping-${type}`,
    runs,
    reach,
    inputs: fc
      .record({
        record: records.filter((all) => all.some(isUnderTest)),
        version: fc.constantFrom('R4', 'R4', 'R4B', 'R5', 'STU3'),
        changes: mutations(6),
      })
      .map(({ record, version, changes }) => {
        const all = version === 'R4' ? record : inVersion(version as 'R5', record);
        const [changed, others] = [all.filter(isUnderTest), all.filter((one) => !isUnderTest(one))];
        const after = mutated(changed, changes);
        return [...others, ...(Array.isArray(after) ? after : [after as object])];
      }),
    start: async () => ({
      try: (resources) => {
        const record = read(resources);
        detect(record);
        return parts.some((part) => isHeld(record.reading[part]));
      },
      stop: () => {},
    }),
  };
}

function isHeld(part: Reading[keyof Reading]): boolean {
  if (!part.known) return false;
  const held: readonly unknown[] =
    part.value instanceof Map ? [...part.value.values()].map(({ name }) => name) : Object.values(part.value);
  return held.some((one) => one !== undefined && one !== false);
}

const staff = ['Practitioner', 'PractitionerRole', 'Organization'] as const;

/** A target for each type of resource that is read. */
export const mappings: readonly Target[] = [
  // Most documents of a chart are letters and notes of visits; few are for whoever comes next.
  ...sources.map(({ type, parts }) => mappingOf(type, parts, 200, type === 'DocumentReference' ? 0.03 : undefined)),
  ...staff.map((type) => mappingOf(type, ['clinicians'], 200)),
];
