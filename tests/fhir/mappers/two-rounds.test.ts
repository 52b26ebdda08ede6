import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRecordMapper, toReading } from '#src/fhir/mappers/index.ts';
import { type Generated, generatedRecord } from '../../support/generated-record.ts';
import { at, codeSets, patient, sourcesOf, visit } from '../map-record.ts';

/** What comes in the second round: staff and places, and what does not name clinicians. */
const comesLate = ({ resourceType }: Generated): boolean =>
  !['Patient', 'Encounter', 'Appointment', 'CareTeam', 'EpisodeOfCare', 'CarePlan'].includes(resourceType);

describe('a record that comes in two rounds', () => {
  test('is mapped to what it is mapped to in one, with the same counts of what could not be used', () => {
    fc.assert(
      fc.property(generatedRecord, fc.array(fc.nat({ max: 40 }), { maxLength: 3 }), (record, broken) => {
        const all = record.map((one, i) => (broken.includes(i) ? { ...one, participant: [7], contained: 'x' } : one));
        const mapper = createRecordMapper(at, codeSets);
        mapper.unreadReferences(sourcesOf(all.filter((one) => !comesLate(one))));
        const { places, ...inTwo } = mapper.toReading(sourcesOf(all));
        // A function is equal to itself alone; what it says of each visit is in the reading.
        const { places: expected, ...inOne } = toReading(sourcesOf(all), at, codeSets);
        expect([inTwo, places.home]).toEqual([inOne, expected.home]);
      }),
      { numRuns: 100 },
    );
  });

  test('has each visit read once: the second round only finds who it was with, and where', () => {
    const reads = { type: 0, description: 0 };
    // Not to be listed: the shapes of versions are looked for in what a resource has.
    const counted = (resource: object, element: keyof typeof reads) =>
      Object.defineProperty(resource, element, {
        get: () => {
          reads[element] += 1;
          return undefined;
        },
      });
    const appointment = { resourceType: 'Appointment', id: 'a', status: 'fulfilled', start: '2026-03-02' };
    const sources = sourcesOf([patient]);
    const resources = new Map(sources.resources)
      .set('Encounter', [counted(visit('v'), 'type') as never])
      .set('Appointment', [counted(appointment, 'description') as never]);
    const mapper = createRecordMapper(at, codeSets);
    mapper.unreadReferences({ ...sources, resources });
    const first = { ...reads };
    expect([first.type > 0, first.description > 0]).toEqual([true, true]);
    mapper.toReading({ ...sources, resources });
    expect(reads).toEqual(first);
  });
});
