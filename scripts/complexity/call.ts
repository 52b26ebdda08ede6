import { parseDay } from '#src/history/calendar.ts';

/** A resource as JSON, which need not be valid. */
export type Json = { readonly [element: string]: unknown };

/** A hook and the body to send. */
export interface Call {
  readonly hook: string;
  readonly body: string;
}

/** A kind of body that could cost more than its size; `n` is the number of its costly elements. */
export interface Family {
  readonly name: string;
  readonly call: (n: number) => Call;
}

const msPerDay = 86_400_000;

/** The day on which every chart is opened. */
export const asOf = '2026-09-30';
const today = parseDay(asOf) ?? 0;

/** ISO date. */
export function daysAgo(days: number): string {
  return new Date((today - days) * msPerDay).toISOString().slice(0, 10);
}

export function times<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: Math.max(0, Math.floor(count)) }, (_, i) => make(i));
}

export const subject = { reference: 'Patient/p1' };
export const home = { reference: 'Organization/home' };
export const snomed = 'http://snomed.info/sct';
export const gp = { reference: 'Practitioner/gp' };

/** The patient of the chart, whose record gives no reason to suppress cards. */
const patient: Json = {
  resourceType: 'Patient',
  id: 'p1',
  active: true,
  gender: 'female',
  birthDate: '1980-05-05',
  managingOrganization: home,
};

/** All prefetch keys; an empty one counts as read. */
const keys = [
  'encounters',
  'appointments',
  'conditions',
  'observations',
  'medicationRequests',
  'medicationDispenses',
  'communications',
  'relatedPersons',
  'familyMemberHistories',
  'procedures',
  'flags',
  'careTeams',
  'episodesOfCare',
  'tasks',
  'serviceRequests',
  'carePlans',
] as const;
export type Key = (typeof keys)[number];

/** Differences from a chart with a short, ordinary history. */
export interface Chart {
  readonly patient?: Json;
  readonly prefetch?: { readonly [key in Key]?: readonly Json[] };
  /** Resources included with the encounters: practitioners, roles, organisations, places. */
  readonly included?: readonly Json[];
  readonly hook?: string;
  readonly context?: Json;
}

/** Enough encounters for every detection to consider the person observable. */
const past = times(30, (i) => encounter(`past-${i}`, 40 * i + 3, { participant: [{ individual: gp }] }));

export function callOf({ hook = 'patient-view', context = {}, ...chart }: Chart): Call {
  const { prefetch = {}, included = [] } = chart;
  const entries = Object.fromEntries(keys.map((key) => [key, bundle(prefetch[key] ?? [])]));
  const encounters = bundle([...(prefetch.encounters ?? []), ...past, ...included]);
  const body = {
    hook,
    hookInstance: '0c8d8d3e-7a6c-4a3e-9a55-0f6f5d8f7f10',
    context: { userId: 'Practitioner/user', patientId: 'p1', ...context },
    prefetch: { ...entries, encounters, patient: { ...patient, ...chart.patient } },
  };
  return { hook, body: JSON.stringify(body) };
}

export function bundle(resources: readonly Json[]): Json {
  return { resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })) };
}

export function encounter(id: string, ago: number, more: Json = {}): Json {
  const period = { start: daysAgo(ago) };
  return { resourceType: 'Encounter', id, status: 'finished', class: { code: 'AMB' }, subject, period, ...more };
}
