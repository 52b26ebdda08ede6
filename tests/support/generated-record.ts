import fc from 'fast-check';

/** A resource of R4, as JSON. */
export type Generated = { readonly resourceType: string; readonly [element: string]: unknown };

const to = (reference: string) => ({ reference });
const snomed = (code: string, display: string) => ({ coding: [{ system: 'http://snomed.info/sct', code, display }] });

const practitioner = fc
  .constantFrom('Practitioner/1', 'Practitioner/2', 'Practitioner/3', 'PractitionerRole/r1')
  .map(to);
const words = fc.constantFrom(
  'Asthma annual review',
  'Telephone consultation',
  'Home visit',
  'Administration note',
  'Cervical screening',
  'Dressing',
  'Reminder',
  'Recall',
  'Duty doctor',
  'Chest pain',
);
const concept = fc.oneof(
  words.map((text) => ({ text })),
  fc.constantFrom(
    snomed('195967001', 'Asthma'),
    snomed('35489007', 'Depressive disorder'),
    snomed('394701000', 'Asthma follow-up'),
    snomed('267036007', 'Dyspnoea'),
    snomed('38341003', 'Hypertension'),
    { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'Z63.4' }] },
  ),
);
const date = fc
  .tuple(fc.integer({ min: 2022, max: 2026 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, day]) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
const time = fc.oneof(
  date.map((day) => `${day}T09:30:00Z`),
  date.map((day) => `${day}T23:45:00+01:00`),
  date,
);
const period = fc.record({ start: time, end: time }, { requiredKeys: ['start'] });
const listOf = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 2 });
const encounter = fc.constantFrom('Encounter/e0', 'Encounter/e1').map(to);
const condition = fc.constantFrom('Condition/c0', 'Condition/c1', 'Condition/gone').map(to);
const subject = fc.constant(to('Patient/p'));
const status = (...codes: string[]) => fc.constantFrom(...codes);
const coded = (...codes: string[]) => fc.constantFrom(...codes).map((code) => ({ coding: [{ code }] }));

/** Resources of a type, of which only some elements are always there. */
function several(resourceType: string, most: number, always: Elements, sometimes: Elements): fc.Arbitrary<Generated[]> {
  const one = fc.record({ ...always, ...sometimes }, { requiredKeys: Object.keys(always) });
  const prefix = resourceType === 'Condition' ? 'c' : resourceType === 'Encounter' ? 'e' : resourceType.toLowerCase();
  return fc.array(one, { maxLength: most }).map((ones) =>
    // Which medicine it is takes one of two elements.
    ones.map(({ medicine: chosen, ...elements }, i) => ({
      ...elements,
      ...(typeof chosen === 'object' ? chosen : {}),
      resourceType,
      id: `${prefix}${i}`,
    })),
  );
}

type Elements = Readonly<Record<string, fc.Arbitrary<unknown>>>;

const encounters = several(
  'Encounter',
  8,
  {
    status: status(
      'finished',
      'finished',
      'in-progress',
      'arrived',
      'onleave',
      'planned',
      'cancelled',
      'entered-in-error',
    ),
    subject,
    participant: fc.array(
      fc.record(
        {
          individual: practitioner,
          type: fc.constantFrom('PPRF', 'ATND', 'REC').map((code) => [{ coding: [{ code }] }]),
        },
        { requiredKeys: ['individual'] },
      ),
      { maxLength: 2 },
    ),
  },
  {
    class: status('AMB', 'VR', 'HH', 'IMP', 'EMER').map((code) => ({ code })),
    period,
    type: listOf(concept),
    serviceType: concept,
    priority: coded('EM', 'R'),
    reasonCode: listOf(concept),
    reasonReference: listOf(condition),
    diagnosis: listOf(condition).map((all) => all.map((one) => ({ condition: one }))),
    hospitalization: status('21', '11').map((code) => ({
      extension: [
        {
          url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AdmissionMethod',
          valueCodeableConcept: { coding: [{ code }] },
        },
      ],
    })),
    location: fc
      .record(
        { location: fc.constant(to('Location/l')), physicalType: fc.constant({ text: 'Care home' }) },
        { requiredKeys: ['location'] },
      )
      .map((stay) => [stay]),
    serviceProvider: status('Organization/home', 'Organization/other').map(to),
    appointment: fc.constant([to('Appointment/appointment0')]),
  },
);

const appointments = several(
  'Appointment',
  5,
  {
    status: status('booked', 'fulfilled', 'noshow', 'cancelled', 'arrived', 'checked-in', 'waitlist', 'proposed'),
    participant: practitioner.map((actor) => [
      { actor: to('Patient/p'), status: 'accepted' },
      { actor, status: 'accepted' },
    ]),
  },
  {
    start: time,
    created: time,
    description: words,
    serviceCategory: concept.map((one) => [one]),
    serviceType: listOf(concept),
    appointmentType: concept,
    reasonCode: listOf(concept),
    cancelationReason: coded('pat-crs', 'prov-hosp'),
  },
);

const conditions = several(
  'Condition',
  4,
  { subject, code: concept },
  {
    clinicalStatus: coded('active', 'recurrence', 'inactive', 'resolved'),
    verificationStatus: coded('confirmed', 'refuted', 'provisional', 'entered-in-error'),
    onsetDateTime: fc.oneof(time, status('2021', '2021-04')),
    abatementDateTime: fc.oneof(time, status('2024-11')),
    recordedDate: time,
    asserter: fc.constantFrom(to('Practitioner/1'), to('Patient/p')),
    stage: words.map((text) => [{ summary: { text } }]),
    encounter,
  },
);

const observations = several(
  'Observation',
  4,
  { subject, status: status('final', 'cancelled'), code: concept },
  {
    effectiveDateTime: fc.oneof(time, status('2004-11')),
    issued: time,
    valueCodeableConcept: concept,
    encounter,
    component: listOf(fc.record({ code: concept })),
  },
);

const tablets = { resourceType: 'Medication', id: 'm', code: { text: 'Lithium 400mg tablets' } };
const medicine = fc.oneof(
  status('Sertraline 50mg tablets', 'Ramipril 5 mg capsules').map((text) => ({ medicationCodeableConcept: { text } })),
  fc.constant({ medicationReference: to('#m'), contained: [tablets] }),
);
const dosageInstruction = fc.constantFrom(
  [
    {
      text: 'One daily',
      doseAndRate: [{ doseQuantity: { value: 1 } }],
      timing: { repeat: { period: 1, periodUnit: 'd' } },
    },
  ],
  [{ text: 'When needed', asNeededBoolean: true }],
  [{ asNeededCodeableConcept: { text: 'pain' } }],
);
const quantity = fc.constantFrom({ value: 28 }, { value: 56 });

const medicationRequests = several(
  'MedicationRequest',
  4,
  {
    subject,
    intent: status('order', 'order', 'plan'),
    status: status('active', 'completed', 'stopped', 'cancelled', 'draft'),
    medicine,
  },
  {
    authoredOn: time,
    basedOn: fc.constant([to('MedicationRequest/medicationrequest0')]),
    priorPrescription: fc.constant(to('MedicationRequest/medicationrequest1')),
    dosageInstruction,
    courseOfTherapyType: coded('continuous', 'acute'),
    doNotPerform: fc.boolean(),
    dispenseRequest: fc.record(
      {
        quantity,
        numberOfRepeatsAllowed: fc.integer({ min: 0, max: 3 }),
        expectedSupplyDuration: fc.constant({ value: 28, unit: 'days' }),
        validityPeriod: period,
      },
      { requiredKeys: [] },
    ),
  },
);

const medicationDispenses = several(
  'MedicationDispense',
  4,
  { subject, status: status('completed', 'in-progress', 'declined', 'stopped', 'entered-in-error'), medicine },
  {
    whenHandedOver: time,
    whenPrepared: time,
    quantity,
    daysSupply: fc.constant({ value: 28 }),
    dosageInstruction,
    authorizingPrescription: fc.constant([to('MedicationRequest/medicationrequest0')]),
  },
);

const serviceRequests = several(
  'ServiceRequest',
  4,
  { subject, status: status('active', 'completed', 'revoked', 'on-hold', 'draft'), intent: status('order', 'plan') },
  {
    code: concept,
    category: concept.map((one) => [one]),
    authoredOn: time,
    occurrenceDateTime: time,
    doNotPerform: fc.constant(true),
  },
);

const procedures = several(
  'Procedure',
  3,
  { subject, status: status('completed', 'not-done', 'in-progress') },
  { code: concept, category: concept, reasonCode: listOf(concept), performedDateTime: time },
);

const tasks = several(
  'Task',
  3,
  {
    for: subject,
    intent: fc.constant('order'),
    status: status('requested', 'completed', 'rejected', 'failed', 'draft'),
  },
  {
    code: concept,
    description: words,
    reasonCode: concept,
    authoredOn: time,
    lastModified: time,
    executionPeriod: period,
    restriction: period.map((one) => ({ period: one })),
  },
);

const communications = several(
  'Communication',
  3,
  { subject, status: status('completed', 'not-done', 'entered-in-error') },
  {
    category: listOf(concept),
    topic: concept,
    reasonCode: listOf(concept),
    statusReason: fc.constantFrom({ text: 'Undelivered' }, { text: 'Sent' }),
    about: fc.constantFrom([to('Appointment/appointment0')], [to('Condition/c0')]),
    sent: time,
    recipient: fc.constantFrom([to('Patient/p')], [to('Practitioner/1')]),
    payload: words.map((contentString) => [{ contentString }]),
  },
);

const familyHistories = several(
  'FamilyMemberHistory',
  2,
  {
    patient: subject,
    status: status('completed', 'partial', 'entered-in-error'),
    relationship: fc.constantFrom({ text: 'Brother' }, { text: 'Uncle' }, { coding: [{ code: 'WIFE' }], text: 'Wife' }),
  },
  { date: time, deceasedDate: fc.oneof(date, status('2025', '2025-04')) },
);

const careTeams = several(
  'CareTeam',
  2,
  {
    subject,
    status: fc.constant('active'),
    participant: listOf(
      fc.record({ member: practitioner, role: concept.map((one) => [one]), period }, { requiredKeys: ['member'] }),
    ),
  },
  { period },
);

const breathless = 'https://secure-base.org/fhir/ValueSet/symptom-breathlessness';
const added = (type: string, filter: object) => ({ type: 'data-added', data: [{ type, codeFilter: [filter] }] });
const sign = fc.constantFrom(
  { type: 'named-event', name: 'missed-appointments' },
  added('Condition', { path: 'code', code: [{ system: 'http://snomed.info/sct', code: '267036007' }] }),
  added('Encounter', { path: 'type', valueSet: breathless }),
);
const signature = sign.map((valueTriggerDefinition) => [
  {
    url: 'https://secure-base.org/fhir/StructureDefinition/illness-signature',
    extension: [
      {
        url: 'sign',
        extension: [
          { url: 'text', valueString: 'Breathless' },
          { url: 'trigger', valueTriggerDefinition },
        ],
      },
    ],
  },
]);

const carePlans = several(
  'CarePlan',
  3,
  { subject, status: status('active', 'completed'), intent: status('plan', 'order') },
  {
    addresses: listOf(condition),
    author: practitioner,
    contributor: fc.constantFrom([to('Patient/p')], [to('Practitioner/3')]),
    created: time,
    period,
    extension: signature,
    activity: fc
      .record({ status: status('scheduled', 'completed'), scheduledPeriod: period })
      .map((detail) => [{ detail }]),
  },
);

const documents = several(
  'DocumentReference',
  2,
  {
    subject,
    status: status('current', 'superseded'),
    docStatus: status('final', 'preliminary'),
    type: fc.constant({
      coding: [{ system: 'https://secure-base.org/fhir/CodeSystem/document-types', code: 'handover-note' }],
    }),
  },
  { date: time, author: fc.constantFrom([to('Practitioner/1'), to('Patient/p')], [to('Practitioner/2')]) },
);

const questionnaireResponses = several(
  'QuestionnaireResponse',
  3,
  {
    subject,
    status: status('completed', 'amended', 'in-progress'),
    questionnaire: fc.constant('https://secure-base.org/fhir/Questionnaire/about-me'),
    author: fc.constantFrom(to('Patient/p'), to('Patient/p'), to('Practitioner/1')),
    authored: time,
  },
  {},
);

const staff = (absence: object | undefined): Generated[] => [
  { resourceType: 'Patient', id: 'p', managingOrganization: to('Organization/home'), birthDate: '1980-02' },
  { resourceType: 'Organization', id: 'home', name: 'The Practice' },
  { resourceType: 'Location', id: 'l', physicalType: { text: 'Hospice' } },
  ...['1', '2', '3'].map((id): Generated => ({ resourceType: 'Practitioner', id, name: [{ family: `Family-${id}` }] })),
  ...['1', '2'].map(
    (id): Generated => ({
      resourceType: 'PractitionerRole',
      id: `r${id}`,
      practitioner: to(`Practitioner/${id}`),
      organization: to('Organization/home'),
      code: [snomed('62247001', 'GP')],
      ...(absence !== undefined && { notAvailable: [{ description: 'Leave', during: absence }] }),
    }),
  ),
];

/** The record of patient `p` in R4, with something of every kind that is read. */
export const generatedRecord: fc.Arbitrary<Generated[]> = fc
  .tuple(
    fc.option(period, { nil: undefined }).map(staff),
    encounters,
    appointments,
    conditions,
    observations,
    medicationRequests,
    medicationDispenses,
    serviceRequests,
    procedures,
    tasks,
    communications,
    familyHistories,
    careTeams,
    carePlans,
    documents,
    questionnaireResponses,
  )
  .map((all) => all.flat());
