import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.ts';
import { ago, doctor, episode, visit } from '../support/days-ago.ts';
import { home, isRestricted, notified, relatedPerson, relativeRecord, resources, to } from '../support/family.ts';
import { type Fault, type FhirServer, type FhirServerOptions, startFhirServer } from '../support/fhir-server.ts';

const url = '/cds-services/secure-base-patient-view';
/** Stands in every element of a relative that is not looked at, and in every id of theirs. */
const marker = 'xqkin';
const marked = (element: string) => `${marker}-${element}`;

/** Elements of a person that name, describe or find them. */
const personal = {
  text: { status: 'generated', div: `<div>${marked('narrative')}</div>` },
  name: [{ family: marked('family'), given: [marked('given')], prefix: [marked('prefix')] }],
  telecom: [{ system: 'phone', value: marked('phone') }],
  gender: marked('gender'),
  photo: [{ title: marked('photo') }],
  communication: [{ language: { text: marked('language') } }],
};
const patientOnly = {
  identifier: [{ system: marked('system'), value: marked('number') }],
  maritalStatus: { text: marked('marital') },
  multipleBirthBoolean: true,
  contact: [{ name: { family: marked('contact') } }],
  generalPractitioner: [{ display: marked('gp') }],
  managingOrganization: { display: marked('organisation') },
  extension: [...notified('2').extension, { url: marked('url'), valueString: marked('extension') }],
  meta: { source: marked('source'), tag: [{ code: marked('tag') }] },
};
const related = {
  ...personal,
  birthDate: '1950-01-01',
  period: { start: '2000-01-01' },
  identifier: [{ system: marked('system'), value: marked('number') }],
};
const [address] = home;
const story = resources(
  doctor,
  episode,
  visit(300),
  {
    resourceType: 'Patient',
    id: 'p',
    gender: 'female',
    birthDate: '1979-03-03',
    name: [{ prefix: ['Mrs'], family: 'Wood' }],
    address: home,
    link: [{ type: 'seealso', other: to(`RelatedPerson/mother-role`) }],
  },
  relatedPerson('husband', 'HUSB', related),
  relativeRecord(marked('husband'), 'husband', {
    ...personal,
    ...patientOnly,
    address: [{ line: [marked('street')], city: marked('city'), postalCode: marked('code') }],
    deceasedDateTime: ago(40),
    birthDate: '1950-02-03',
  }),
  relatedPerson('kid', 'DAU', { ...related, address: home }),
  relativeRecord(marked('kid'), 'kid', {
    ...personal,
    ...patientOnly,
    extension: undefined,
    address: [{ ...address, text: marked('address'), district: marked('district') }],
    birthDate: '2018-03-04',
  }),
  // What the person is to her mother, whose record says nothing of her.
  relatedPerson('mother-role', 'DAU', {
    ...related,
    patient: { ...to(`Patient/${marked('mother')}`), display: marked('display') },
  }),
  { resourceType: 'Patient', id: marked('mother'), ...personal, ...patientOnly },
  {
    resourceType: 'Encounter',
    id: marked('stay'),
    status: 'in-progress',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP', display: marked('class') },
    subject: { ...to(`Patient/${marked('kid')}`), display: marked('subject') },
    period: { start: ago(9) },
    type: [{ text: marked('type') }],
    reasonCode: [{ text: marked('reason') }],
    participant: [{ individual: { display: marked('doctor') } }],
    location: [{ location: { display: marked('ward') } }],
    serviceProvider: { display: marked('hospital') },
  },
  {
    resourceType: 'Flag',
    id: marked('flag'),
    status: 'active',
    subject: to(`Patient/${marked('kid')}`),
    code: { text: marked('allergy') },
    author: { display: marked('author') },
  },
  // Of a stranger nothing is asked, but a server that ignores what it is asked sends it.
  relativeRecord(marked('stranger'), 'nobody', { ...personal, ...patientOnly, deceasedDateTime: ago(3) }),
  {
    resourceType: 'Patient',
    id: marked('hidden'),
    ...personal,
    ...isRestricted,
    deceasedDateTime: ago(5),
  },
);

let folder: string;
let site: TestApp;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'secure-base-'));
  site = await startApp({
    env: {
      STORE_URL: `file:${join(folder, 'store.sqlite')}`,
      MAX_CARDS: '10',
      CARDS_PER_100_OPENINGS: '0',
      DETECTIONS_ON: 'child-in-hospital, anniversary',
    },
  });
});
afterAll(() => site.close());

const body = (server: FhirServer) => ({
  hook: 'patient-view',
  hookInstance: crypto.randomUUID(),
  context: { userId: 'Practitioner/d', patientId: 'p' },
  fhirServer: server.base,
});

async function open(options: FhirServerOptions, faults: readonly [string, Fault][] = []) {
  const server = await startFhirServer({ resources: story, ...options });
  for (const [type, fault] of faults) server.fail(type, fault);
  const answer = await site.post(url, body(server));
  await server.close();
  return answer;
}

test.each<[string, FhirServerOptions]>([
  ['that sends the elements it was asked for', {}],
  ['that sends every element', { ignores: ['_elements'] }],
  ['that sends everybody, and every element', { ignores: ['_elements', 'link', '_id', 'class'] }],
])('nothing of a relative reaches a card, its evidence or suggestion, from a server %s', async (_, options) => {
  const answer = await open(options);
  const { cards } = answer.json();
  const codes = cards.map((card: { source: { topic: { code: string } } }) => card.source.topic.code);
  expect(codes).toEqual(expect.arrayContaining(['bereavement', 'child-in-hospital']));
  expect(answer.body).toContain('RelatedPerson/husband');
  expect(answer.body.toLowerCase()).not.toContain(marker);
});

test('nor the log, the metrics, the audit or the store, whatever fails', async () => {
  const faults: Fault[] = [
    { status: 403 },
    { status: 500 },
    { truncated: true },
    { cut: true },
    { outcome: 'instead' },
    { outcome: 'entry' },
    { missing: 3 },
    { redirect: `http://127.0.0.1:9/${marker}` },
    { body: `{"resourceType":"${marker}"}` },
  ];
  for (const fault of faults)
    for (const type of ['RelatedPerson', 'Flag', 'Encounter', 'Patient'])
      expect((await open({ ignores: ['_elements'] }, [[type, fault]])).body.toLowerCase()).not.toContain(marker);
  const said = [site.lines.join('\n'), await site.metrics(), JSON.stringify(site.audited)].join('\n').toLowerCase();
  expect(site.lines.length).toBeGreaterThan(30);
  expect(said).not.toContain(marker);
  await site.close();
  const disk = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  expect(disk.join('')).toContain('bereavement');
  expect(disk.join('').toLowerCase()).not.toContain(marker);
});
