import type { Encounter, Patient, Resource } from '@medplum/fhirtypes';
import { wordsIn } from '#src/cards/words.ts';
import { createGateway } from '#src/fhir/client/client.ts';
import { ownReadLimits } from '#src/fhir/read/own-work.ts';
import { loadCodeSets } from '#src/fhir/terminology/code-sets.ts';
import { isoDay, parseDay } from '#src/history/calendar.ts';
import { createOwnCards } from '#src/memory/own-cards.ts';
import { createPseudonyms } from '#src/memory/pseudonyms.ts';
import { createOwnPages, type OwnPages, type OwnPagesOptions } from '#src/own-page/own-pages.ts';
import type { SmartSession } from '#src/smart/session.ts';
import { openStore } from '#src/store/open-store.ts';
import type { OpeningRecord, Store } from '#src/store/store.ts';
import type { BaseUrl } from '#src/values/base-url.ts';

/** The day on which every page of these tests is opened, at ten o'clock: the first of thirty for which an invitation stands. */
export const today = parseDay('2026-12-03') ?? 0;
export const now = Date.parse('2026-12-03T10:00:00Z');
export const dayMs = 24 * 60 * 60 * 1000;
/** The ISO date so many days before; with a minus, ahead. */
export const ago = (days: number) => isoDay(today - days);

const codeSets = loadCodeSets();
const to = (reference: string) => ({ reference });
const gmc = 'https://fhir.hl7.org.uk/Id/gmc-number';

/** A GP of the practice with one role, and what differs in it. */
export function doctor(id: string, number: string, role: object = {}): Resource[] {
  const practitioner = {
    ...{ resourceType: 'Practitioner', id, identifier: [{ system: gmc, value: number }] },
    name: [{ prefix: ['Dr'], given: ['A'], family: id.toUpperCase() }],
  };
  return [practitioner, roleOf(id, `role-${id}`, role)] as Resource[];
}

/** A role of this practitioner at the practice, and what differs. */
export function roleOf(practitioner: string, id: string, difference: object = {}): Resource {
  return {
    ...{ resourceType: 'PractitionerRole', id, active: true },
    practitioner: to(`Practitioner/${practitioner}`),
    organization: to('Organization/home'),
    code: [{ coding: [{ system: 'http://snomed.info/sct', code: '62247001' }] }],
    ...difference,
  } as Resource;
}

/** Two GPs: Reid, whose pages are opened, and Khan. */
export const reid = { system: gmc, value: '7000001' };
export const khan = { system: gmc, value: '7000002' };
export const practice: readonly Resource[] = [
  { resourceType: 'Organization', id: 'home', name: 'Alder Lane' },
  ...doctor('reid', reid.value),
  ...doctor('khan', khan.value),
];

let visits = 0;
/** A visit so many days ago that lasted so long, with what differs. */
export function visit(
  patient: string,
  days: number,
  minutes: number | 'no end' = 10,
  difference: object = {},
): Encounter {
  visits += 1;
  const start = Date.parse(`${ago(days)}T09:00:00Z`);
  const end = minutes === 'no end' ? {} : { end: new Date(start + minutes * 60_000).toISOString() };
  return {
    ...{ resourceType: 'Encounter', id: `visit-${visits}`, status: 'finished' },
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject: to(`Patient/${patient}`),
    participant: [{ individual: to('Practitioner/reid') }],
    period: { start: new Date(start).toISOString(), ...end },
    serviceProvider: to('Organization/home'),
    ...difference,
  } as Encounter;
}

/** A person whose family name is the id. */
export function person(id: string, difference: Partial<Patient> = {}): Patient {
  return {
    resourceType: 'Patient',
    id,
    name: [{ given: ['Pat'], family: `Family-${id}` }],
    birthDate: '1950-05-01',
    ...difference,
  };
}

/** The pages of a site on a store of its own, with what is switched on. */
export async function openPages(
  differences: Partial<OwnPagesOptions> = {},
  unflushed: () => readonly OpeningRecord[] = () => [],
): Promise<{ readonly pages: OwnPages; readonly store: Store; readonly pseudonyms: OwnPagesOptions['pseudonyms'] }> {
  const store = await openStore('memory:');
  const pseudonyms = createPseudonyms(Buffer.alloc(32, 7));
  const options = { ...standard(store, unflushed), pseudonyms, ...differences };
  return { pages: createOwnPages(options), store, pseudonyms: options.pseudonyms };
}

function standard(store: Store, unflushed: () => readonly OpeningRecord[]): Omit<OwnPagesOptions, 'pseudonyms'> {
  return {
    ...{ caseload: true, reflection: true, reflectionFor: [reid], reflectionGroup: undefined, notNamed: [] },
    gateway: createGateway(() => {}, ownReadLimits),
    readOwnCards: createOwnCards(store, unflushed),
    clock: () => ({ asOf: today, now }),
    ...{ codeSets, timeZone: 'Europe/London', words: wordsIn('en-GB'), language: 'en-GB', prefix: '' },
  };
}

/** The session of Dr Reid at this server, with what differs. */
export function sessionAt(base: BaseUrl, difference: Partial<SmartSession> = {}): SmartSession {
  return {
    ...{ id: 'launch-1', launch: 'own', client: 'https://ehr.example.org', tenant: '["https://ehr.example.org"]' },
    server: { client: 'https://ehr.example.org', base, token: 'a-token', reach: 'any' },
    ...{ expires: now + 600_000, user: 'Practitioner/reid', patient: undefined, encounter: undefined, scopes: [] },
    ...{ appContext: undefined, banner: true },
    ...difference,
  };
}

/** The text of a page without its markup. */
export function textOf(html: string): string {
  return html
    .replace(/^.*<body[^>]*>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ');
}
