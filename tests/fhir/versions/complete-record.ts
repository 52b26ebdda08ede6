import type { Resource } from '@medplum/fhirtypes';
import type { RelativeRows } from '#src/fhir/mappers/index.ts';
import type { FhirVersion } from '#src/fhir/versions/index.ts';
import { otherVersions, rewrittenBy } from '../../support/other-versions.ts';

type Content = { readonly resourceType: string; readonly id: string; readonly [element: string]: unknown };

const to = (reference: string) => ({ reference });
const subject = to('Patient/p');
const someone = { resourceType: 'Practitioner', id: 'c', name: [{ family: 'Contained' }] };
const tablets = { resourceType: 'Medication', id: 'm', code: { text: 'Ramipril 5 mg tablets' } };
const meta = { lastUpdated: '2026-08-01T09:00:00Z' };
const words = (text: string) => ({ text });
const coded = (code: string) => ({ coding: [{ code }] });
const day = '2026-05-04';
const period = { start: day, end: '2026-08-04' };
const ofDetection = {
  coding: [{ system: 'https://secure-base.org/fhir/CodeSystem/detections', code: 'promise-open' }],
};
const illnessSignature = 'https://secure-base.org/fhir/StructureDefinition/illness-signature';
const handoverNote = { system: 'https://secure-base.org/fhir/CodeSystem/document-types', code: 'handover-note' };
const medicine = { medicationReference: to('#m'), contained: [tablets] };
const dosageInstruction = [{ text: 'One daily' }];

/** Resources of R4 that have, all together, every element that is read. */
const inR4: readonly Content[] = [
  {
    ...{ resourceType: 'Patient', id: 'p', meta, extension: [], contained: [someone], active: true },
    ...{ identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9876543210' }], gender: 'female' },
    ...{ name: [{ family: 'Person' }], birthDate: '1980-02-03', deceasedBoolean: false },
    ...{
      address: [{ line: ['1 Road'], postalCode: 'AB1 2CD' }],
      communication: [{ language: { coding: [{ code: 'en' }] } }],
      generalPractitioner: [to('Practitioner/1')],
    },
    ...{ managingOrganization: to('Organization/home'), link: [{ other: to('RelatedPerson/x'), type: 'seealso' }] },
  },
  {
    ...{ resourceType: 'RelatedPerson', id: 'kid', meta, active: true, patient: subject, period: { start: day } },
    ...{ relationship: [words('Daughter')], identifier: [{}], address: [{ line: ['1 Road'], postalCode: 'AB1 2CD' }] },
  },
  { resourceType: 'Organization', id: 'home', meta, identifier: [{}], name: 'Practice', partOf: to('Organization/g') },
  { resourceType: 'Location', id: 'l', meta, status: 'active', type: [words('Ward')], physicalType: words('Hospice') },
  { ...tablets, id: 'tablets', meta, status: 'active' },
  { resourceType: 'Practitioner', id: '1', meta, identifier: [{}], active: true, name: [{ family: 'Family' }] },
  ...['Practitioner/1', '#c'].map((who, n) => ({
    ...{ resourceType: 'PractitionerRole', id: `r${n}`, meta, identifier: [{}], active: true, period: { start: day } },
    ...{ practitioner: to(who), organization: to('Organization/home'), code: [words('GP')], notAvailable: [{}] },
    contained: [someone],
  })),
  ...['finished', 'cancelled'].map((status) => ({
    ...{ resourceType: 'Encounter', id: `e-${status}`, meta, extension: [], contained: [someone], status, subject },
    ...{
      class: { code: 'AMB' },
      type: [words('Review')],
      serviceType: words('GP'),
      priority: words('Routine'),
      period,
    },
    ...{ participant: [{ individual: to('Practitioner/1') }], appointment: [to('Appointment/booked')] },
    ...{ reasonCode: [words('Asthma')], reasonReference: [to('Condition/co')], basedOn: [to('ServiceRequest/sr')] },
    ...{ diagnosis: [{ condition: to('Condition/co') }], hospitalization: { extension: [] } },
    ...{ location: [{ location: to('Location/l') }], serviceProvider: to('Organization/home') },
    ...{ partOf: to('Encounter/whole'), statusHistory: [{ status: 'arrived', period }] },
  })),
  ...['booked', 'cancelled'].map((status) => ({
    ...{ resourceType: 'Appointment', id: status, meta, contained: [someone], status, description: 'Review' },
    ...{ serviceCategory: [words('GP')], serviceType: [words('GP')], appointmentType: words('Routine'), created: day },
    ...{ reasonCode: [words('Asthma')], start: '2026-05-04T09:00:00Z', end: '2026-05-04T09:10:00Z' },
    ...{ cancelationReason: words('Ill'), participant: [{ actor: subject }, { actor: to('#c') }] },
  })),
  {
    ...{
      resourceType: 'Condition',
      id: 'co',
      meta,
      extension: [],
      contained: [someone],
      subject,
      code: words('Asthma'),
    },
    ...{ clinicalStatus: coded('active'), verificationStatus: coded('confirmed'), onsetDateTime: day },
    ...{ abatementDateTime: '2026-08-04', recordedDate: day, recorder: to('#c'), asserter: to('#c') },
    ...{ stage: [{ summary: words('Stage 4') }], encounter: to('Encounter/e-finished') },
  },
  {
    ...{ resourceType: 'Observation', id: 'ob', meta, contained: [someone], status: 'final', subject, issued: day },
    ...{ category: [words('Exam')], code: words('Breathlessness'), effectiveDateTime: day, performer: [to('#c')] },
    ...{ valueString: 'yes', interpretation: [words('Normal')], referenceRange: [{}], component: [], basedOn: [{}] },
    ...{ encounter: to('Encounter/e-finished') },
  },
  {
    ...{ resourceType: 'Observation', id: 'absent', status: 'final', subject, code: words('Problem') },
    ...{ valueCodeableConcept: words('Asthma'), dataAbsentReason: words('Not asked') },
  },
  {
    resourceType: 'CareTeam',
    id: 'ct',
    meta,
    contained: [someone],
    status: 'active',
    subject,
    period,
    participant: [],
  },
  {
    ...{ resourceType: 'EpisodeOfCare', id: 'ep', meta, contained: [someone], status: 'active', patient: subject },
    ...{ type: [words('Temporary')], managingOrganization: to('Organization/home'), period: { start: day } },
    careManager: to('#c'),
  },
  ...['requested', 'completed'].map((status) => ({
    ...{ resourceType: 'Task', id: `ta-${status}`, meta, contained: [someone], status, intent: 'order', for: subject },
    ...{ code: words('Call back with result'), description: 'Call back', reasonCode: ofDetection, focus: to('#c') },
    ...{ executionPeriod: period, authoredOn: day, lastModified: day, owner: to('#c'), restriction: { period } },
  })),
  {
    ...{ resourceType: 'Communication', id: 'cm', meta, contained: [someone], status: 'completed', subject },
    ...{ category: [words('reminder')], topic: words('reminder'), reasonCode: [ofDetection], sender: to('#c') },
    ...{
      recipient: [to('#c'), subject],
      sent: day,
      received: day,
      about: [],
      basedOn: [],
      statusReason: words('Sent'),
    },
    payload: [{ contentString: 'Your review is due' }],
  },
  { ...{ resourceType: 'Communication', id: 'undated', meta, status: 'completed', subject, received: day } },
  {
    ...{ resourceType: 'CarePlan', id: 'cp', meta, contained: [someone], status: 'active', intent: 'plan', subject },
    ...{ extension: [{ url: illnessSignature, extension: [] }], period: { start: day }, created: day, note: [] },
    ...{ addresses: [to('Condition/co')], author: to('#c'), contributor: [subject], activity: [{ detail: {} }] },
  },
  {
    ...{ resourceType: 'DocumentReference', id: 'dr', meta, contained: [someone], status: 'current', subject },
    ...{ docStatus: 'final', type: { coding: [handoverNote] }, date: day, author: [to('#c')], securityLabel: [{}] },
  },
  ...['Patient/p', '#c'].map((author, n) => ({
    ...{ resourceType: 'QuestionnaireResponse', id: `q${n}`, meta, contained: [someone], status: 'completed', subject },
    ...{ questionnaire: 'https://secure-base.org/fhir/Questionnaire/about-me', authored: day, author: to(author) },
    source: subject,
  })),
  {
    ...{ resourceType: 'FamilyMemberHistory', id: 'fh', meta, status: 'completed', patient: subject, date: day },
    ...{ relationship: words('Brother'), deceasedDate: day },
  },
  { ...{ resourceType: 'Flag', id: 'fl', meta, status: 'active', subject, period, category: [words('Safeguarding')] } },
  { ...{ resourceType: 'Flag', id: 'coded', status: 'active', subject, code: words('Safeguarding concern') } },
  {
    ...{ resourceType: 'MedicationRequest', id: 'mr', meta, extension: [], ...medicine, status: 'active', subject },
    ...{ intent: 'order', category: [words('repeat')], authoredOn: day, basedOn: [to('MedicationRequest/plan')] },
    ...{ dosageInstruction, dispenseRequest: { validityPeriod: period }, priorPrescription: to('#c') },
    ...{ reportedBoolean: false, courseOfTherapyType: words('repeat'), doNotPerform: false },
  },
  {
    ...{ resourceType: 'MedicationRequest', id: 'plan', ...medicine, status: 'active', intent: 'plan', subject },
    dispenseRequest: { validityPeriod: period },
  },
  {
    ...{ resourceType: 'MedicationRequest', id: 'reported', ...medicine, status: 'stopped', intent: 'plan', subject },
    ...{ reportedBoolean: true, authoredOn: day },
  },
  {
    ...{ resourceType: 'MedicationDispense', id: 'md', meta, ...medicine, status: 'completed', subject },
    ...{ authorizingPrescription: [to('MedicationRequest/mr')], quantity: { value: 28 }, dosageInstruction },
    ...{ whenHandedOver: day, whenPrepared: day },
  },
  {
    ...{ resourceType: 'MedicationDispense', id: 'short', ...medicine, status: 'completed', whenHandedOver: day },
    daysSupply: { value: 28 },
  },
  {
    ...{ resourceType: 'Procedure', id: 'pr', meta, status: 'completed', subject, code: words('Spirometry') },
    ...{ category: words('Test'), performedDateTime: day, reasonCode: [words('Asthma')] },
  },
  ...['order', 'plan'].map((intent) => ({
    ...{ resourceType: 'ServiceRequest', id: `sr-${intent}`, meta, contained: [someone], status: 'active', intent },
    ...{ extension: [], subject, category: [words('Referral')], code: words('Spirometry'), priority: 'routine' },
    ...{ doNotPerform: false, authoredOn: day, occurrenceDateTime: day, supportingInfo: [to('#c')] },
    ...{ orderDetail: [words('a')], performerType: words('b'), performer: [to('#c')], locationCode: [words('c')] },
    ...{ locationReference: [{}], reasonCode: [words('d')], reasonReference: [to('#c')], bodySite: [words('e')] },
    ...{ note: [{ text: 'f' }], patientInstruction: 'g' },
  })),
];

/** What other versions have in elements of their own. */
const adapted: Readonly<Record<FhirVersion['name'], (one: Content) => Content>> = {
  R4: (one) => one,
  R4B: (one) => one,
  R5: (one) => {
    const { locationCode, locationReference, reasonCode, reasonReference, ...rest } = one;
    if (one.resourceType === 'Practitioner') return { ...one, deceasedBoolean: false };
    if (one.resourceType === 'MedicationRequest') return { ...one, statusChanged: day };
    if (one.resourceType !== 'ServiceRequest') return one;
    return { ...rest, location: [{ concept: words('c') }], reason: [{ reference: to('#c') }] } as Content;
  },
  STU3: (one) => {
    const { reportedBoolean, ...rest } = one;
    if (one.resourceType === 'MedicationRequest') return rest as Content;
    if (one.resourceType === 'DocumentReference') return { ...rest, created: '', indexed: day } as Content;
    if (['Communication', 'Procedure', 'FamilyMemberHistory'].includes(one.resourceType))
      return { ...one, notDone: false };
    if (one.resourceType !== 'ReferralRequest') return one;
    const { bodySite, locationCode, locationReference, orderDetail, patientInstruction, ...request } = one;
    const { performer, performerType, ...referral } = request;
    if (one.id === 'sr-order')
      return { ...referral, description: 'h', specialty: words('i'), recipient: [to('#c')] } as Content;
    const { serviceRequested, type, ...procedure } = request;
    const ofItsOwn = { code: words('Referral'), category: [words('j')], doNotPerform: false, bodySite };
    return { ...procedure, ...ofItsOwn, resourceType: 'ProcedureRequest' } as Content;
  },
};

/** The record of patient `p`, with every element that is read in this version. */
export function completeRecord({ name }: FhirVersion): readonly Resource[] {
  const { sayable, rewritten } = otherVersions[name === 'R4' ? 'R4B' : name];
  const resources = rewrittenBy(rewritten, rewrittenBy(sayable, inR4)) as unknown as readonly Content[];
  return resources.map(adapted[name]) as unknown as Resource[];
}

/** A child of theirs, as the rows of relatives have it. */
export const rowsOfRelatives: RelativeRows = {
  patients: [
    { resourceType: 'Patient', id: 'child', birthDate: '2020-01-01', link: [{ other: to('RelatedPerson/kid') }] },
  ],
  roles: [],
  children: new Map(),
};
