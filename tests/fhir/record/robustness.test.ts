import { describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { createRecordMapper, type Sources, toReading } from '#src/fhir/mappers/index.ts';
import { known } from '../../support/builders.ts';
import { runs } from '../../support/property-runs.ts';
import { at, codeSets, patient, read, sourcesOf, visit } from '../map-record.ts';

const own = { subject: { reference: 'Patient/p' } };
const coded = (system: string, code: string) => ({ coding: [{ system, code, display: code }], text: code });
const period = { start: '2024-01-01', end: '2027-01-01' };

/** One full resource of each type that is read. */
const whole: readonly object[] = [
  {
    ...patient,
    meta: { security: [{ code: 'N' }], lastUpdated: '2026-01-01' },
    identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000000' }],
    name: [{ use: 'official', prefix: ['Mrs'], given: ['A'], family: 'Khan', period }],
    birthDate: '1950-01-01',
    deceasedDateTime: '2027-01-01',
    generalPractitioner: [{ reference: 'Practitioner/1', identifier: { system: 's', value: 'v', period } }],
    managingOrganization: { reference: 'Organization/h' },
    extension: [
      { url: 'x/Extension-UKCore-NHSCommunication', extension: [{ url: 'interpreterRequired', valueBoolean: true }] },
    ],
  },
  visit('1', {
    meta: { security: [{ code: 'N' }] },
    type: [coded('http://snomed.info/sct', '185349003')],
    reasonCode: [coded('http://snomed.info/sct', '25064002')],
    reasonReference: [{ reference: 'Condition/1' }],
    diagnosis: [{ condition: { reference: 'Condition/1' } }],
    serviceType: coded('s', 'c'),
    hospitalization: { extension: [{ url: 'x/AdmissionMethod', valueCodeableConcept: coded('s', '21') }] },
    priority: coded('http://terminology.hl7.org/CodeSystem/v3-ActPriority', 'R'),
    serviceProvider: { reference: 'Organization/h', display: 'Home' },
    appointment: [{ reference: 'Appointment/1' }],
    location: [{ location: { reference: 'Location/l' }, physicalType: coded('s', 'c') }],
    participant: [{ type: [coded('s', 'PPRF')], individual: { reference: '#dr', display: 'Dr' } }],
    contained: [
      { resourceType: 'Practitioner', id: 'dr', name: [{ family: 'Wren' }], identifier: [{ system: 's', value: '1' }] },
    ],
  }),
  {
    resourceType: 'Appointment',
    id: '1',
    status: 'noshow',
    start: '2026-03-02T09:00:00Z',
    created: '2026-01-01',
    serviceType: [coded('s', 'c')],
    cancelationReason: coded('s', 'prov'),
    participant: [
      { actor: { reference: 'Patient/p' } },
      { actor: { reference: 'PractitionerRole/1' }, status: 'declined' },
    ],
  },
  {
    resourceType: 'Condition',
    id: '1',
    ...own,
    code: coded('http://hl7.org/fhir/sid/icd-10', 'E11.9'),
    clinicalStatus: coded('s', 'active'),
    verificationStatus: coded('s', 'confirmed'),
    recordedDate: '2020-01-01',
    onsetPeriod: period,
    abatementPeriod: period,
    encounter: { reference: 'Encounter/1' },
    extension: [{ url: 'x/ConditionEpisodicity', valueCodeableConcept: coded('s', 'review') }],
  },
  {
    resourceType: 'Observation',
    id: '1',
    ...own,
    code: coded('s', 'c'),
    valueCodeableConcept: coded('s', 'c'),
    effectiveDateTime: '2020',
  },
  {
    resourceType: 'Observation',
    id: '2',
    ...own,
    code: coded('http://loinc.org', '85354-9'),
    effectivePeriod: period,
    encounter: { reference: 'Encounter/1' },
    component: [
      { code: coded('http://loinc.org', '8480-6'), valueQuantity: { value: 150, unit: 'mmHg', code: 'mm[Hg]' } },
      { code: coded('http://loinc.org', '29463-7'), valueQuantity: { value: 80, unit: 'kg' } },
      { code: coded('http://snomed.info/sct', '25064002'), valueString: 'yes', interpretation: [coded('s', 'POS')] },
    ],
  },
  { resourceType: 'Flag', id: '1', ...own, status: 'active', code: { text: 'Safeguarding' }, period },
  {
    resourceType: 'CareTeam',
    id: '1',
    ...own,
    status: 'active',
    period,
    participant: [{ role: [coded('s', 'lead')], member: { reference: 'Practitioner/1' }, period }],
  },
  {
    resourceType: 'EpisodeOfCare',
    id: '1',
    status: 'active',
    patient: own.subject,
    type: [coded('s', 'c')],
    period,
    managingOrganization: { reference: 'Organization/h' },
    careManager: { reference: 'Practitioner/1' },
  },
  {
    resourceType: 'Task',
    id: '1',
    status: 'requested',
    for: own.subject,
    restriction: { period },
    executionPeriod: period,
    code: coded('http://snomed.info/sct', '394700004'),
    reasonCode: coded('s', 'c'),
    description: 'Asthma review',
  },
  {
    resourceType: 'ServiceRequest',
    id: '1',
    ...own,
    status: 'active',
    occurrenceTiming: { event: ['2026-12-01'], repeat: { boundsPeriod: period } },
  },
  {
    resourceType: 'CarePlan',
    id: '1',
    ...own,
    status: 'active',
    intent: 'plan',
    author: { reference: 'Practitioner/1' },
    contributor: [own.subject],
    addresses: [{ reference: 'Condition/1' }],
    note: [{ authorReference: own.subject, text: 'Ring me.' }],
    activity: [{ detail: { status: 'scheduled', scheduledPeriod: period } }],
    extension: [
      {
        url: 'https://secure-base.org/fhir/StructureDefinition/illness-signature',
        extension: [
          { url: 'minSigns', valueInteger: 2 },
          { url: 'window', valueDuration: { value: 28, code: 'd' } },
          {
            url: 'sign',
            extension: [
              { url: 'text', valueString: 'a sign' },
              {
                url: 'trigger',
                valueTriggerDefinition: {
                  type: 'data-changed',
                  data: [
                    {
                      type: 'Appointment',
                      codeFilter: [{ path: 'status', code: [{ code: 'noshow' }] }],
                      dateFilter: [{ path: 'start', valueDuration: { value: 28, code: 'd' }, valuePeriod: period }],
                    },
                    {
                      type: 'MedicationRequest',
                      codeFilter: [{ path: 'medication', valueSet: 'https://secure-base.org/fhir/ValueSet/insulin' }],
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
    ],
  },
  {
    resourceType: 'MedicationRequest',
    id: '1',
    ...own,
    status: 'active',
    intent: 'order',
    authoredOn: '2026-01-05',
    medicationReference: { reference: '#m', display: 'Insulin glargine' },
    contained: [{ resourceType: 'Medication', id: 'm', code: coded('http://www.whocc.no/atc', 'A10AE04') }],
    category: [coded('s', 'repeat-dispensing')],
    courseOfTherapyType: coded('s', 'continuous'),
    extension: [{ url: 'x/Extension-CareConnect-GPC-PrescriptionType-1', valueCodeableConcept: coded('s', 'repeat') }],
    dosageInstruction: [
      {
        text: 'as needed',
        asNeededBoolean: true,
        route: coded('http://snomed.info/sct', '26643006'),
        timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' }, code: coded('s', 'QD') },
        doseAndRate: [{ doseQuantity: { value: 1, unit: 'tablet' } }],
      },
    ],
    dispenseRequest: {
      numberOfRepeatsAllowed: 3,
      validityPeriod: period,
      quantity: { value: 28, unit: 'tablet' },
      expectedSupplyDuration: { value: 28, code: 'd' },
    },
  },
  {
    resourceType: 'MedicationDispense',
    id: '1',
    ...own,
    status: 'completed',
    whenHandedOver: '2026-01-06',
    medicationCodeableConcept: coded('http://www.whocc.no/atc', 'A10AE04'),
    authorizingPrescription: [{ reference: 'MedicationRequest/1' }],
    quantity: { value: 28, unit: 'tablet' },
    dosageInstruction: [
      {
        timing: { repeat: { period: 1, periodUnit: 'd' } },
        doseAndRate: [{ doseQuantity: { value: 1, unit: 'tablet' } }],
      },
    ],
  },
  {
    resourceType: 'Communication',
    id: '1',
    ...own,
    status: 'completed',
    sent: '2026-05-02T09:00:00Z',
    category: [coded('http://terminology.hl7.org/CodeSystem/communication-category', 'reminder')],
    topic: coded('http://snomed.info/sct', '394700004'),
    reasonCode: [coded('s', 'c')],
    sender: { reference: 'Practitioner/1' },
    recipient: [own.subject],
    about: [{ reference: 'Condition/1' }],
    payload: [{ contentString: 'Asthma review' }],
  },
  {
    resourceType: 'Procedure',
    id: '1',
    ...own,
    status: 'completed',
    code: coded('http://snomed.info/sct', '171149006'),
    category: coded('s', 'c'),
    reasonCode: [coded('s', 'c')],
    performedPeriod: period,
  },
  {
    resourceType: 'Practitioner',
    id: '1',
    active: true,
    identifier: [{ system: 'https://fhir.hl7.org.uk/Id/gmc-number', value: '1' }],
    name: [{ family: 'Wren', given: ['A'], prefix: ['Dr'] }],
  },
  {
    resourceType: 'PractitionerRole',
    id: '1',
    active: true,
    practitioner: { reference: 'Practitioner/1' },
    organization: { reference: 'Organization/h' },
    code: [coded('s', 'GP')],
    period,
    notAvailable: [{ during: period }],
  },
  {
    resourceType: 'Organization',
    id: 'h',
    name: 'Home',
    identifier: [{ system: 's', value: 'v' }],
    partOf: { reference: 'Organization/h' },
  },
  { resourceType: 'Location', id: 'l', type: [coded('s', 'c')], physicalType: coded('s', 'c') },
];

/** Every place in a value, as [holder, key]. */
function places(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [[holder, key] as [typeof holder, string], ...places(holder[key])]);
}

const nonsense = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    '',
    'x',
    [],
    {},
    [null],
    [[]],
    [{}],
    [null, {}, 'x', 1],
    { reference: 'Practitioner/1' },
    { reference: 1 },
    { coding: 'x' },
    { coding: [null] },
    '#',
    'urn:uuid:',
    'Patient/',
    '?',
    'Practitioner?identifier=|',
    '9999-99-99',
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

describe('content that is broken', () => {
  test('never throws, wherever it is broken', () => {
    const breaks = fc.array(fc.tuple(fc.nat(), nonsense), { minLength: 1, maxLength: 5 });
    const property = fc.property(breaks, (broken) => {
      const resources: object[] = structuredClone([...whole]);
      for (const [where, value] of broken) {
        const all = resources.flatMap((one) =>
          places(one).filter(([holder, key]) => holder !== one || key !== 'resourceType'),
        );
        const [holder, key] = all[where % all.length] ?? [{}, ''];
        holder[key] = structuredClone(value);
      }
      const rows = resources as Resource[];
      const activity: Sources['activity'] = new Map([
        ['Practitioner/1', known({ complete: true, rows })],
        ['', known({ complete: true, rows })],
      ]);
      const sources = sourcesOf(resources, { activity });
      expect(() => toReading(sources, at, codeSets)).not.toThrow();
      expect(() => createRecordMapper(at, codeSets).unreadReferences(sources)).not.toThrow();
    });
    fc.assert(property, runs(200));
  });

  test('entries that are no resources are counted and left out', () => {
    const sources = sourcesOf([patient]);
    const entries = [null, 'x', 1, [], visit('1')] as unknown as Resource[];
    const { reading, tally } = toReading({ ...sources, resources: new Map([['Encounter', entries]]) }, at, codeSets);
    expect(reading.contacts).toMatchObject({ known: true, value: [{ reference: 'Encounter/1' }] });
    expect(tally.get('malformed')).toBe(4);
  });

  test('broken elements are counted, and the rest is read', () => {
    const { contacts, tally } = read([
      visit('1', { participant: [null, 'x', { individual: { reference: 'Practitioner/1' } }], type: 'Surgery' }),
    ]);
    expect(contacts[0]?.clinician).toBe('Practitioner/1');
    expect(tally.get('malformed')).toBe(3);
    expect(read([visit('1')]).tally.size).toBe(0);
  });
});

describe('properties', () => {
  const many = [
    ...whole,
    ...Array.from({ length: 12 }, (_, i) =>
      visit(`v${i}`, {
        participant: [{ individual: { reference: `Practitioner/${i % 4}`, display: `Dr ${i}` } }],
        period: { start: `2026-0${1 + (i % 3)}-02` },
        serviceProvider: { reference: `Organization/${i % 2 ? 'h' : 'x'}` },
      }),
    ),
    {
      resourceType: 'Practitioner',
      id: '2',
      identifier: [{ system: 'https://fhir.nhs.uk/Id/gmc-reference-number', value: '1' }],
      name: [{ family: 'Roy' }],
    },
    {
      resourceType: 'PractitionerRole',
      id: '2',
      practitioner: { reference: 'Practitioner/3' },
      code: [coded('s', 'Nurse')],
    },
    { ...visit('v1', { status: 'cancelled' }), meta: { lastUpdated: '2026-05-05' } },
  ];
  const outcome = (resources: readonly object[]) => {
    const { reading, opening } = toReading(sourcesOf(resources), at, codeSets);
    const named = createRecordMapper(at, codeSets).unreadReferences(sourcesOf(resources));
    const clinicians = reading.clinicians.known ? [...reading.clinicians.value] : [];
    return { reading: { ...reading, clinicians }, opening, named };
  };

  test('the order in which resources came does not matter', () => {
    const expected = outcome(many);
    fc.assert(
      fc.property(fc.shuffledSubarray([...many], { minLength: many.length }), (shuffled) => {
        expect(outcome(shuffled)).toEqual(expected);
      }),
      runs(20),
    );
  });

  test('an encounter entered in error changes nothing but its own entry', () => {
    const before = outcome(many);
    const withError = outcome([
      ...many,
      visit('error', {
        status: 'entered-in-error',
        class: { code: 'EMER' },
        serviceProvider: { reference: 'Organization/x' },
      }),
    ]);
    const contacts = withError.reading.contacts;
    const others = contacts.known ? contacts.value.filter(({ reference }) => reference !== 'Encounter/error') : [];
    expect({ ...withError, reading: { ...withError.reading, contacts: { known: true, value: others } } }).toEqual(
      before,
    );
    const counted = outcome([...many, visit('counted')]).reading.contacts;
    expect(counted).not.toEqual(before.reading.contacts);
  });

  test('input is never changed', () => {
    const frozen = structuredClone([...many]);
    outcome(frozen);
    expect(frozen).toEqual(many);
  });
});
