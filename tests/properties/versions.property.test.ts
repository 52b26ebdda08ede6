import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { detectors } from '#src/detectors/index.ts';
import { runDetectors } from '#src/detectors/run.ts';
import { toReading } from '#src/fhir/mappers/index.ts';
import { type FhirVersion, versions } from '#src/fhir/versions/index.ts';
import { at, codeSets, sourcesOf } from '../fhir/map-record.ts';
import { type Generated, generatedRecord } from '../support/generated-record.ts';
import { otherVersions, rewrittenBy } from '../support/other-versions.ts';
import { runs } from '../support/property-runs.ts';

const table = (name: string): FhirVersion | undefined => versions.find((one) => one.name === name);

/** What is read, and what is found in it, of a record whose version is known or (undefined) shows by its shapes. */
function open(resources: readonly object[], version: FhirVersion | undefined) {
  const { reading, opening } = toReading(sourcesOf(resources, { version }), at, codeSets);
  const { findings } = runDetectors(detectors, reading, opening);
  return { reading: underOneName({ ...reading, clinicians: [...pairsOf(reading.clinicians)] }), opening, findings };
}

const pairsOf = (clinicians: ReturnType<typeof toReading>['reading']['clinicians']) =>
  clinicians.known ? clinicians.value : [];

/**
 * What STU3 has as two types is one in R4: under its name, and in the order of that. What is planned is a referral in STU3
 * by its type, and in R4 where it says so.
 */
function underOneName(reading: object): unknown {
  const renamed: object = JSON.parse(
    JSON.stringify(reading)
      .replace(/"(?:Referral|Procedure)Request\//g, '"ServiceRequest/')
      .replaceAll('"kind":"activity"', '"kind":"referral"'),
  );
  const ordered = ([part, one]: [string, { readonly value?: unknown }]) => [
    part,
    part === 'plans' || part === 'invitations'
      ? [...(one.value as unknown[])].map((each) => JSON.stringify(each)).sort()
      : one,
  ];
  // A ReferralRequest is a referral whatever it is for, a ServiceRequest where it says so: those are compared on published data.
  return Object.fromEntries(
    Object.entries(renamed)
      .filter(([part]) => part !== 'referrals')
      .map(ordered),
  );
}

/** The table of a version, and for each of its entries that differs from R4's one that has R4's there. */
function withOneOfR4(version: FhirVersion): [string, FhirVersion][] {
  const r4 = table('R4');
  const differs = (a: unknown, b: unknown) => JSON.stringify(plain(a)) !== JSON.stringify(plain(b));
  return Object.entries(version).flatMap(([group, entries]: [string, unknown]): [string, FhirVersion][] => {
    const others: unknown = r4?.[group as keyof FhirVersion];
    if (['name', 'numbers', 'acceptsR4', 'markers', 'elements'].includes(group) || !differs(entries, others)) return [];
    if (typeof entries !== 'object' || Array.isArray(entries) || group === 'types')
      return [[group, { ...version, [group]: others }]];
    return Object.entries({ ...entries }).flatMap(([name, entry]): [string, FhirVersion][] => {
      const other: unknown = { ...(others as object) }[name as never];
      return differs(entry, other)
        ? [[`${group}.${name}`, { ...version, [group]: { ...entries, [name]: other } }]]
        : [];
    });
  });
}

/** The same at every run, since each entry of a table must tell in one of them. */
const samples = fc.sample(generatedRecord, { numRuns: 1000, seed: 6 });
/** Those that hold most first: fewer are opened until every entry told. */
const fullest = samples.toSorted((a, b) => JSON.stringify(b).length - JSON.stringify(a).length);

const plain = (value: unknown): unknown => (value instanceof Map ? [...value] : (value ?? null));

/** Elements in which R4 and the version differ, but not in what is read of a record that both can hold. */
const idle: Readonly<Record<string, readonly string[]>> = {
  // A concept instead of a reference, which R4 can't hold.
  R5: ['encounter.diagnosisConcepts', 'carePlan.addressedConcepts', 'carePlan.activities'],
  // STU3 has nothing in these places, so it does not matter where they are looked for; and no visit here answers a referral.
  STU3: [
    'encounter.basedOn',
    'encounter.services',
    'encounter.reasonReferences',
    'appointment.cancellation',
    'communication.topics',
  ],
};

describe.each(['R4B', 'R5', 'STU3'] as const)('%s', (name) => {
  const { sayable, rewritten } = otherVersions[name];

  test('a record of R4 rewritten in it reads as the same history, by its word and by its shapes', () => {
    fc.assert(
      fc.property(generatedRecord, (record: readonly Generated[]) => {
        const inR4 = rewrittenBy(sayable, record);
        const inOther = rewrittenBy(rewritten, inR4);
        const expected = open(inR4, undefined);
        expect(open(inOther, table(name))).toEqual(expected);
        expect(open(inOther, undefined)).toEqual(expected);
      }),
      runs(50),
    );
  });

  test('every entry of its table that differs from R4’s tells in some record', () => {
    const version = table(name);
    const untold = new Set(version === undefined ? [] : withOneOfR4(version).map(([entry]) => entry));
    for (const entry of idle[name] ?? []) expect(untold.delete(entry)).toBe(true);
    for (const record of fullest) {
      const inOther = rewrittenBy(rewritten, rewrittenBy(sayable, record));
      const expected = JSON.stringify(open(inOther, version));
      for (const [entry, changed] of version === undefined ? [] : withOneOfR4(version)) {
        if (untold.has(entry) && JSON.stringify(open(inOther, changed)) !== expected) untold.delete(entry);
      }
      if (untold.size === 0) break;
    }
    expect([...untold]).toEqual([]);
  });
});

test('the generated records have something of every part to compare', () => {
  const parts = new Map<string, number>();
  for (const record of samples.slice(0, 60)) {
    const { reading } = toReading(sourcesOf(record), at, codeSets);
    for (const part of [
      'contacts',
      'bookings',
      'conditions',
      'observations',
      'medicines',
      'invitations',
      'procedures',
      'signatures',
      'teams',
      'plans',
    ] as const) {
      const one = reading[part];
      parts.set(part, (parts.get(part) ?? 0) + (one.known ? one.value.length : 0));
    }
  }
  for (const [part, count] of parts) expect([part, count > 5]).toEqual([part, true]);
});
