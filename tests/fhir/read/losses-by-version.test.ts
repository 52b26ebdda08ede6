import { afterEach, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import type { Finding } from '#src/detectors/detector.ts';
import { lifeChangingDiagnosis } from '#src/detectors/losses/life-changing-diagnosis.ts';
import { palliativeCare } from '#src/detectors/losses/palliative-care.ts';
import { pregnancyLoss } from '#src/detectors/losses/pregnancy-loss.ts';
import { seriousInjury } from '#src/detectors/losses/serious-injury.ts';
import { runDetectors } from '#src/detectors/run.ts';
import { prefetchOf, readChart, record, staff, visit } from '../../support/chart.ts';
import { type FhirServer, startFhirServer } from '../../support/fhir-server.ts';
import { otherVersions, rewrittenBy } from '../../support/other-versions.ts';

const servers: FhirServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((one) => one.close())));

const subject = { reference: 'Patient/p' };
const hospital = { serviceProvider: { reference: 'Organization/hospital' } };
const problem = (id: string, text: string, recordedDate: string, difference: object = {}) => ({
  resourceType: 'Condition',
  id,
  subject,
  clinicalStatus: { coding: [{ code: 'active' }] },
  code: { text },
  recordedDate,
  onsetDateTime: recordedDate,
  ...difference,
});
const asserter = (id: string) => ({ asserter: { reference: `Practitioner/${id}` } });
const injured = (difference: object = {}) => ({
  ...visit('stay', 7, 'Practitioner/h'),
  ...hospital,
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
  period: { start: '2025-07-15', end: '2025-07-22' },
  reasonCode: [{ text: 'Fracture of pelvis' }],
  ...difference,
});
const electively = {
  hospitalization: {
    extension: [
      {
        url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AdmissionMethod',
        valueCodeableConcept: { coding: [{ code: '11' }] },
      },
    ],
  },
};
const confidential = { meta: { security: [{ code: 'R' }] } };
const stage = { stage: [{ summary: { text: 'Stage IV' } }] };
/** By id, what is recorded of these losses; then other forms of each. */
const losses: Readonly<Record<string, object>> = {
  cancer: problem('cancer', 'Breast cancer', '2025-08-01', stage),
  palliative: problem('palliative', 'Palliative care', '2025-07-30'),
  lost: problem('lost', 'Miscarriage', '2025-07-01', asserter('a')),
  stay: injured(),
  seen: { ...visit('seen', 8, 'Practitioner/h'), ...hospital },
  own: visit('own', 3, 'Practitioner/u'),
};

const numbers = { R4: '4.0.1', R4B: '4.3.0', R5: '5.0.0', STU3: '3.0.2' } as const;

describe.each(['R4', 'R4B', 'R5', 'STU3'] as const)('from a server of %s', (name) => {
  const written = (resources: readonly object[]): Resource[] => {
    const { rewritten } = name === 'R4' ? { rewritten: {} } : otherVersions[name];
    return rewrittenBy(
      rewritten,
      resources.map((one) => ({ ...one })),
    ) as unknown as Resource[];
  };

  /** What the four find in the record, with these differences. */
  async function findingsOf(difference: Readonly<Record<string, object>> = {}): Promise<ReadonlyMap<string, Finding>> {
    const resources = written([...record, ...staff, ...Object.values({ ...losses, ...difference })]);
    const server = await startFhirServer({ resources, fhirVersion: numbers[name] });
    servers.push(server);
    for (const type of name === 'STU3' ? ['ServiceRequest'] : []) server.fail(type, { status: 404 });
    const { reading, opening } = await readChart({
      server: { client: 'open', base: server.base, token: 't', reach: 'any' },
    });
    const all = [pregnancyLoss, lifeChangingDiagnosis, seriousInjury, palliativeCare];
    const { findings, skipped } = runDetectors(all, reading, opening);
    expect(skipped).toEqual([]);
    return new Map(findings.map((one) => [one.code, one]));
  }
  const codesOf = async (difference: Readonly<Record<string, object>>) =>
    [...(await findingsOf(difference)).keys()].sort();
  const every = ['life-changing-diagnosis', 'palliative-care', 'pregnancy-loss', 'serious-injury'];

  test('all four losses are found', async () => {
    const found = await findingsOf();
    expect([...found.keys()].sort()).toEqual(every);
    expect(found.get('life-changing-diagnosis')).toMatchObject({
      facts: { diagnosis: 'cancer', met: true, on: '2025-08-01' },
      justAfter: 'pregnancy-loss',
    });
    expect(found.get('serious-injury')?.facts).toMatchObject({ left: '2025-07-22' });
    expect(found.get('palliative-care')?.facts).toMatchObject({ form: 'person', on: '2025-07-30' });
    expect(found.get('pregnancy-loss')?.facts).toMatchObject({ kind: 'pregnancy-loss', on: '2025-07-01' });
  });

  test.each([
    ['pregnancy-loss', 'the user recorded it', { lost: problem('lost', 'Miscarriage', '2025-07-01', asserter('u')) }],
    ['pregnancy-loss', 'it was threatened', { lost: problem('lost', 'Threatened miscarriage', '2025-07-01') }],
    [
      'pregnancy-loss',
      'a termination was asked for, and that is restricted',
      {
        asked: {
          resourceType: 'ServiceRequest',
          id: 'asked',
          subject,
          status: 'active',
          intent: 'order',
          code: { text: 'Termination of pregnancy' },
          authoredOn: '2025-06-20',
          ...confidential,
        },
      },
    ],
    ['serious-injury', 'the stay was planned', { stay: injured(electively) }],
    [
      'serious-injury',
      'an assault is recorded, and that is restricted',
      { assault: { ...problem('assault', 'Assault', '2025-07-15'), ...confidential } },
    ],
    [
      'life-changing-diagnosis',
      'the illness is past',
      { cancer: problem('cancer', 'History of breast cancer', '2025-08-01') },
    ],
    [
      'palliative-care',
      'it was declined',
      { palliative: problem('palliative', 'Palliative care declined', '2025-07-30') },
    ],
  ])('no %s where %s', async (code, _, difference) => {
    expect(await codesOf(difference)).toEqual(every.filter((one) => one !== code));
  });

  test('without a stage the diagnosis keeps its place', async () => {
    const found = await findingsOf({ cancer: problem('cancer', 'Breast cancer', '2025-08-01') });
    expect(found.get('life-changing-diagnosis')?.justAfter).toBeUndefined();
  });
});

test('on prefetch alone nobody’s identity and roles are known: no lost pregnancy, and no palliative care', async () => {
  const { reading, opening } = await readChart({
    prefetch: prefetchOf([...record, ...(Object.values(losses) as Resource[])]),
  });
  const { findings } = runDetectors(
    [pregnancyLoss, lifeChangingDiagnosis, seriousInjury, palliativeCare],
    reading,
    opening,
  );
  expect(findings.map(({ code }) => code)).toEqual(['life-changing-diagnosis', 'serious-injury']);
});
