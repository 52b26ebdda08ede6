import { expect } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { toReading } from '#src/fhir/mappers/index.ts';
import { elementsFor } from '#src/fhir/versions/asked-elements.ts';
import { type FhirVersion, versions } from '#src/fhir/versions/index.ts';
import { at, codeSets, sourcesOf } from '../fhir/map-record.ts';
import { overPublished, peopleIn } from '../support/published.ts';
import { reducedTo, subsetted } from '../support/reduced.ts';
import { guarded } from '../support/watched-elements.ts';

/** What these resources of one person say, each as it is given: whole, or with what is asked for alone. */
function readingOf(
  resources: readonly Resource[],
  person: string,
  version: FhirVersion,
  change: (one: Resource) => Resource,
) {
  const local = sourcesOf(resources, {}, false).resources;
  const came = new Map([...local].map(([type, all]) => [type, all.map(change)]));
  const patient = came.get('Patient')?.find(({ id }) => id === person);
  const isPatient = patient?.resourceType === 'Patient';
  const sources = sourcesOf([], { version, patient: isPatient ? patient : undefined, resources: came });
  // A function is equal to itself alone; what it says of each visit is in the reading.
  const { places, ...mapped } = toReading(sources, { ...at, userId: 'Practitioner/none' }, codeSets);
  return { ...mapped, home: places.home };
}

const ofVersion = { stu3: 'STU3', r4b: 'R4B', r5: 'R5', r4: 'R4' } as const;
const folders = [
  ...['au-core-r4', 'gpconnect-docs-stu3', 'gpconnect-structured-stu3', 'hl7-examples-r4', 'hl7-examples-stu3'],
  ...['hl7-testcases-r4b', 'hl7-testcases-r5', 'icanbwell-odd-r4', 'ms-fhir-server-r4', 'ms-fhir-server-r4b'],
  ...['ms-fhir-server-r5', 'ms-fhir-server-stu3', 'nhs-bars-r4', 'smart-stu3', 'synthea-r4-2020', 'synthea-stu3-2020'],
];

for (const folder of folders) {
  const [, name] = /-(stu3|r4b|r5|r4)/.exec(folder) ?? [];
  const version = versions.find((one) => one.name === ofVersion[name as keyof typeof ofVersion]);
  if (version === undefined) throw new Error(`${folder} is of no version`);
  overPublished(folder, 'what is asked for says as much as the whole record, and nothing else is read', (files) => {
    const each = files.map(({ resources = [] }) => resources);
    const records = folder.startsWith('synthea') ? each : [each.flat()];
    const asked = (one: Resource) => elementsFor(version, one.resourceType);
    const isAsked = (one: Resource) => asked(one) !== '';
    for (const all of records) {
      const resources = all.filter(isAsked);
      for (const person of new Set(peopleIn(resources).slice(0, 20))) {
        const whole = readingOf(resources, person, version, (one) => guarded(one, asked(one).split(',')));
        const reduced = readingOf(resources, person, version, (one) =>
          subsetted(reducedTo(one, asked(one).split(','))),
        );
        expect([person, reduced]).toEqual([person, whole]);
      }
    }
  });
}
