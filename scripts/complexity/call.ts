import { parseDay } from '#src/history/calendar.ts';

/** A resource, as JSON; nothing in it needs to be right. */
export type Json = { readonly [element: string]: unknown };

/** The hook that is called and the body that is sent. */
export interface Call {
  readonly hook: string;
  readonly body: string;
}

/** One way to make a body cost more than its size; `n` is how often its costly element stands in it. */
export interface Family {
  readonly name: string;
  readonly call: (n: number) => Call;
}

const msPerDay = 86_400_000;

/** The day on which every body of these families is opened. */
export const asOf = '2026-09-30';
const today = parseDay(asOf) ?? 0;

/** The ISO date so many days ago. */
export function daysAgo(days: number): string {
  return new Date((today - days) * msPerDay).toISOString().slice(0, 10);
}

/** `count` things made by their place. */
export function times<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: Math.max(0, Math.floor(count)) }, (_, i) => make(i));
}

export const subject = { reference: 'Patient/p1' };
export const home = { reference: 'Organization/home' };
export const snomed = 'http://snomed.info/sct';
export const gp = { reference: 'Practitioner/gp' };

/** Whose chart it is; everything that a silence could rest on is as it should be. */
const patient: Json = {
  resourceType: 'Patient',
  id: 'p1',
  active: true,
  gender: 'female',
  birthDate: '1980-05-05',
  managingOrganization: home,
};

/** The keys of the prefetch, each of which stands for what was read. */
const keys = [
  'encounters',
  'appointments',
  'conditions',
  'observations',
  'medicationRequests',
  'medicationDispenses',
  'communications',
  'procedures',
  'flags',
  'careTeams',
  'episodesOfCare',
  'tasks',
  'serviceRequests',
  'carePlans',
] as const;
export type Key = (typeof keys)[number];

/** What differs from a chart with a short, ordinary past. */
export interface Chart {
  readonly patient?: Json;
  readonly prefetch?: { readonly [key in Key]?: readonly Json[] };
  /** Resources that come along with the encounters: practitioners, roles, organisations, places. */
  readonly included?: readonly Json[];
  readonly hook?: string;
  readonly context?: Json;
}

/** Encounters enough that every detection finds the person observable. */
const past = times(30, (i) => encounter(`past-${i}`, 40 * i + 3, { participant: [{ individual: gp }] }));

/** The call of a hook for a chart. */
export function callOf({ hook = 'patient-view', context = {}, ...chart }: Chart): Call {
  const { prefetch = {}, included = [] } = chart;
  const given = Object.fromEntries(keys.map((key) => [key, bundle(prefetch[key] ?? [])]));
  const encounters = bundle([...(prefetch.encounters ?? []), ...past, ...included]);
  const body = {
    hook,
    hookInstance: '0c8d8d3e-7a6c-4a3e-9a55-0f6f5d8f7f10',
    context: { userId: 'Practitioner/user', patientId: 'p1', ...context },
    prefetch: { ...given, encounters, patient: { ...patient, ...chart.patient } },
  };
  return { hook, body: JSON.stringify(body) };
}

/** A searchset of these. */
export function bundle(resources: readonly Json[]): Json {
  return { resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })) };
}

/** A consultation at the practice. */
export function encounter(id: string, ago: number, more: Json = {}): Json {
  const period = { start: daysAgo(ago) };
  return { resourceType: 'Encounter', id, status: 'finished', class: { code: 'AMB' }, subject, period, ...more };
}
