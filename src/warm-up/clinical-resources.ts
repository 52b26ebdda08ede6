import type { Condition, Encounter, MedicationDispense, MedicationRequest, Resource } from '@medplum/fhirtypes';
import { type Day, isoDay } from '../history/calendar.ts';
import type { Life } from './life.ts';

const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const clinicalStatus = (code: string) => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code }],
});

/** Problem-list entries, and problems first recorded at an emergency attendance. */
export function problemResources({ problems = [], emergencies = [] }: Life, id: string, today: Day): Resource[] {
  const subject = { reference: `Patient/${id}` };
  return [
    ...problems.map(
      ([text, recorded, since = recorded, over], n): Condition => ({
        resourceType: 'Condition',
        id: `${id}-problem-${n}`,
        clinicalStatus: clinicalStatus(over === undefined ? 'active' : 'resolved'),
        code: { text },
        subject,
        onsetDateTime: isoDay(today - since),
        recordedDate: isoDay(today - recorded),
        ...(over !== undefined && { abatementDateTime: isoDay(today - over) }),
      }),
    ),
    ...emergencies.flatMap(([text, ago], n): Resource[] => [
      { ...encounterOf(id, `emergency-${n}`, today - ago), class: { system: actCode, code: 'EMER' } },
      {
        resourceType: 'Condition',
        id: `${id}-found-${n}`,
        clinicalStatus: clinicalStatus('active'),
        code: { text },
        subject,
        onsetDateTime: isoDay(today - ago),
        recordedDate: isoDay(today - ago),
        encounter: { reference: `Encounter/${id}-emergency-${n}` },
      },
    ]),
  ];
}

/** Stays in hospital. */
export function stayResources({ stays = [] }: Life, id: string, today: Day): Encounter[] {
  return stays.map(([text, from, to], n) => ({
    ...encounterOf(id, `stay-${n}`, today - from),
    class: { system: actCode, code: 'IMP' },
    period: { start: isoDay(today - from), end: isoDay(today - to) },
    reasonCode: [{ text }],
    serviceProvider: { reference: 'Organization/warm-up-hospital' },
  }));
}

/** A visit that was cancelled after the person had arrived. */
export function unseenResources({ leftUnseen }: Life, id: string, today: Day): Encounter[] {
  if (leftUnseen === undefined) return [];
  const encounter = encounterOf(id, 'unseen', today - leftUnseen);
  const statusHistory = [{ status: 'arrived' as const, period: encounter.period ?? {} }];
  return [{ ...encounter, status: 'cancelled', class: { system: actCode, code: 'AMB' }, statusHistory }];
}

/** A repeat prescription with its dispenses, and blood pressure readings. */
export function medicineResources({ collected = [] }: Life, id: string, today: Day): Resource[] {
  const [first] = collected;
  if (first === undefined) return [];
  const subject = { reference: `Patient/${id}` };
  const text = 'Sertraline 50mg tablets';
  const medicationCodeableConcept = { coding: [{ system: 'http://www.whocc.no/atc', code: 'N06AB06' }], text };
  const request: MedicationRequest = {
    resourceType: 'MedicationRequest',
    id: `${id}-repeat`,
    status: 'active',
    intent: 'order',
    courseOfTherapyType: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy', code: 'continuous' },
      ],
    },
    medicationCodeableConcept,
    subject,
    authoredOn: isoDay(today - first),
  };
  const supplies = collected.map(
    (ago): MedicationDispense => ({
      resourceType: 'MedicationDispense',
      id: `${id}-supply-${ago}`,
      status: 'completed',
      medicationCodeableConcept,
      subject,
      daysSupply: { value: 28, unit: 'days', system: 'http://unitsofmeasure.org', code: 'd' },
      whenHandedOver: isoDay(today - ago),
    }),
  );
  return [request, ...supplies, ...collected.map((ago) => bloodPressure(id, isoDay(today - ago)))];
}

function bloodPressure(id: string, day: string): Resource {
  return {
    resourceType: 'Observation',
    id: `${id}-reading-${day}`,
    status: 'final',
    subject: { reference: `Patient/${id}` },
    code: { coding: [{ system: 'http://loinc.org', code: '8480-6' }], text: 'Systolic blood pressure' },
    effectiveDateTime: day,
    valueQuantity: { value: 130, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
  };
}

/** Referrals to clinics, each with an attendance that found nothing abnormal. */
export function referralResources({ referred = [] }: Life, id: string, today: Day): Resource[] {
  const subject = { reference: `Patient/${id}` };
  return referred.flatMap(([text, referredAgo, attendedAgo], n): Resource[] => [
    {
      resourceType: 'ServiceRequest',
      id: `${id}-referral-${n}`,
      status: 'completed',
      intent: 'order',
      priority: 'routine',
      category,
      code: { text },
      subject,
      authoredOn: isoDay(today - referredAgo),
    },
    {
      ...encounterOf(id, `clinic-${n}`, today - attendedAgo),
      class: { system: actCode, code: 'AMB' },
      type: [{ text: 'Outpatient clinic' }],
      basedOn: [{ reference: `ServiceRequest/${id}-referral-${n}` }],
      diagnosis: [{ condition: { reference: `Condition/${id}-result-${n}` } }],
      serviceProvider: { reference: 'Organization/warm-up-hospital' },
    },
    {
      resourceType: 'Condition',
      id: `${id}-result-${n}`,
      clinicalStatus: clinicalStatus('resolved'),
      code: { coding: [{ system: 'http://snomed.info/sct', code: '281900007', display: 'No abnormality detected' }] },
      subject,
      recordedDate: isoDay(today - attendedAgo),
    },
  ]);
}

const category = [{ coding: [{ system: 'http://snomed.info/sct', code: '3457005', display: 'Patient referral' }] }];

/** The referral being signed. */
export function draftReferrals({ referred }: Life, id: string): Resource[] {
  if (referred === undefined) return [];
  const reasonCode = [{ coding: [{ system: 'http://snomed.info/sct', code: '25064002', display: 'Headache' }] }];
  const subject = { reference: `Patient/${id}` };
  return [
    {
      resourceType: 'ServiceRequest',
      id: `${id}-draft`,
      status: 'draft',
      intent: 'order',
      priority: 'routine',
      category,
      code: { text: 'Neurology' },
      subject,
      reasonCode,
    },
  ];
}

function encounterOf(id: string, name: string, day: Day): Omit<Encounter, 'class'> {
  const period = { start: `${isoDay(day)}T14:00:00Z`, end: `${isoDay(day)}T15:00:00Z` };
  return {
    resourceType: 'Encounter',
    id: `${id}-${name}`,
    status: 'finished',
    subject: { reference: `Patient/${id}` },
    period,
  };
}
