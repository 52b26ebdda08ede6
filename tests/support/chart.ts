import type { Resource } from '@medplum/fhirtypes';
import { createGateway, type Gateway } from '#src/fhir/client/client.ts';
import { indexedStaff } from '#src/fhir/read/read-directory.ts';
import type { ReadRequest, ReadResult } from '#src/fhir/read/read-request.ts';
import { everyPart, sources } from '#src/fhir/read/searches.ts';
import type { StaffDirectory } from '#src/fhir/read/staff-directory.ts';
import { createReader } from '#src/fhir/reader.ts';
import { loadCodeSets } from '#src/fhir/terminology/code-sets.ts';
import { parseDay } from '#src/history/calendar.ts';
import type { Part } from '#src/history/history.ts';

const subject = { reference: 'Patient/p' };
const to = (reference: string) => ({ reference });

/** A visit of patient `p` to this practitioner or role. */
export function visit(id: string, month: number, who: string, patient = 'p'): Resource {
  return {
    resourceType: 'Encounter',
    id,
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject: to(`Patient/${patient}`),
    participant: [{ individual: to(who) }],
    period: {
      start: `2025-${String(month).padStart(2, '0')}-10T09:00:00Z`,
      end: `2025-${String(month).padStart(2, '0')}-10T09:15:00Z`,
    },
    serviceProvider: to('Organization/home'),
  };
}

/** The people of the practice `home`: three doctors with a role each. */
export const staff: readonly Resource[] = [
  { resourceType: 'Organization', id: 'home', name: 'The Practice' },
  ...['a', 'b', 'u'].flatMap((id): Resource[] => [
    { resourceType: 'Practitioner', id, name: [{ family: `Family-${id}` }] },
    {
      resourceType: 'PractitionerRole',
      id: `r${id}`,
      active: true,
      practitioner: to(`Practitioner/${id}`),
      organization: to('Organization/home'),
      code: [{ coding: [{ system: 'http://snomed.info/sct', code: '62247001' }] }],
    },
  ]),
];

/** The record of patient `p`, of whom each source holds something. */
export const record: readonly Resource[] = [
  { resourceType: 'Patient', id: 'p', managingOrganization: to('Organization/home') },
  ...[1, 2, 3, 4].map((month) => visit(`a${month}`, month, 'Practitioner/a')),
  visit('b5', 5, 'PractitionerRole/rb'),
  {
    resourceType: 'Appointment',
    id: 'ap',
    status: 'booked',
    start: '2025-10-01T09:00:00Z',
    participant: [
      { actor: subject, status: 'accepted' },
      { actor: to('Practitioner/a'), status: 'accepted' },
    ],
  },
  { resourceType: 'Condition', id: 'co', subject, code: { text: 'Asthma' } },
  { resourceType: 'CareTeam', id: 'ct', subject, status: 'active', participant: [{ member: to('Practitioner/a') }] },
  { resourceType: 'EpisodeOfCare', id: 'ep', patient: subject, status: 'active', period: { start: '2020-01-01' } },
  { resourceType: 'Task', id: 'ta', for: subject, status: 'requested', intent: 'order' },
  { resourceType: 'ServiceRequest', id: 'sr', subject, status: 'active', intent: 'order' },
  { resourceType: 'CarePlan', id: 'cp', subject, status: 'active', intent: 'plan' },
];

/** Visits of other people to these doctors. */
export const othersVisits: readonly Resource[] = [
  visit('q1', 7, 'Practitioner/a', 'q'),
  visit('q2', 8, 'PractitionerRole/rb', 'q'),
];

export const allParts = everyPart;

/** A searchset of these resources. */
export function bundle(resources: readonly Resource[], difference: object = {}): object {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: resources.length,
    entry: resources.map((resource) => ({ resource, search: { mode: 'match' } })),
    ...difference,
  };
}

/** What a client sends that prefetches everything of this record. */
export function prefetchOf(resources: readonly Resource[] = record): Record<string, unknown> {
  return Object.fromEntries(
    sources.map(({ key, type, search }) => {
      const found = resources.filter(({ resourceType }) => resourceType === type);
      return [key, search === undefined ? found[0] : bundle(found)];
    }),
  );
}

/** A directory that holds these resources. */
export function directoryOf(resources: readonly Resource[]): StaffDirectory {
  return { current: () => resources };
}

const codeSets = loadCodeSets();

/** The chart of patient `p`, opened by user `u` on 1 September 2025, with what differs. */
export function chartRequest(difference: Partial<ReadRequest> = {}): ReadRequest {
  return {
    patientId: 'p',
    userId: 'Practitioner/u',
    encounterId: undefined,
    offered: [],
    prefetch: {},
    server: undefined,
    parts: allParts,
    asOf: parseDay('2025-09-01') ?? 0,
    now: Date.parse('2025-09-01T10:00:00Z'),
    signal: new AbortController().signal,
    ...difference,
  };
}

/** Reads that chart. */
export function readChart(
  difference: Partial<ReadRequest> & { staff?: StaffDirectory; gateway?: Gateway } = {},
): Promise<ReadResult> {
  const { staff: directory, gateway = createGateway(), ...request } = difference;
  const staff = directory && indexedStaff(directory.current, codeSets);
  const reader = createReader({ timeZone: 'Europe/London', codeSets, staff, gateway });
  return reader.read(chartRequest(request));
}

/** `known` or why not, of each part. */
export function statesOf({ reading }: ReadResult): Record<Part, string> {
  const states = Object.entries(reading).map(([part, value]) => [part, value.known ? 'known' : value.why]);
  return Object.fromEntries(states) as Record<Part, string>;
}
