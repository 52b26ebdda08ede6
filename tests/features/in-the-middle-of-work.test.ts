import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Card } from '#src/cds/protocol.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { type ExampleCall, exampleCall, staffFile } from '../support/example.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

/** Alder Lane Surgery on 30 September 2026; Dr Patel left on 31 July unless the staff file says otherwise. */
async function givenTheSurgery(env: Record<string, string> = {}): Promise<TestApp> {
  const site = await startApp({ env: { STAFF_DIRECTORY: staffFile(), ...env } });
  closing.push(site.close);
  return site;
}

/** Fires a hook with the example beside it, with what differs. */
async function when(site: TestApp, hook: string, change: (call: ExampleCall) => ExampleCall = (call) => call) {
  const call = { ...change(exampleCall({ hook })), hookInstance: crypto.randomUUID() };
  const answer = await site.post(`/cds-services/secure-base-${hook}`, call);
  expect(answer.statusCode).toBe(200);
  return answer.json().cards as Card[];
}

const by = (userId: string) => (call: ExampleCall) => ({ ...call, context: { ...call.context, userId } });
const replaced = (from: string | RegExp, to: string) => (call: ExampleCall) =>
  JSON.parse(JSON.stringify(call).replaceAll(from, to)) as ExampleCall;
const bundle = (...resources: object[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  total: resources.length,
  entry: resources.map((resource) => ({ resource })),
});
const prefetched =
  (more: Record<string, object | undefined>) =>
  (call: ExampleCall): ExampleCall => ({ ...call, prefetch: { ...call.prefetch, ...more } });
const codesOf = (cards: readonly Card[]) => cards.map(({ source }) => source.topic?.code);
const resourceOf = ([card]: readonly Card[]) => card?.suggestions?.[0]?.actions?.[0]?.resource;
const subject = { reference: 'Patient/iris-bell' };
const keeping = /^(?:booking-|next-contact|write-signature)/;

/** The example's staff with one more member, whose one role is elsewhere; or with one more role here of `holder`. */
function staffWith(id: string, job: object, holder?: string): string {
  const file = staffFile();
  const directory = JSON.parse(readFileSync(file, 'utf8'));
  const role = {
    resourceType: 'PractitionerRole',
    id: `role-${id}`,
    active: true,
    practitioner: { reference: `Practitioner/${holder ?? id}` },
    organization: { reference: holder === undefined ? 'Organization/elsewhere' : here },
    code: [{ coding: [job] }],
  };
  const person = { resourceType: 'Practitioner', id, name: [{ family: id }] };
  directory.entry.push(...(holder === undefined ? [{ resource: person }] : []), { resource: role });
  writeFileSync(file, JSON.stringify(directory));
  return file;
}
const sds = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-SDSJobRoleName';
const receptionist = { system: sds, code: 'R1730', display: 'Receptionist' };
const nurse = { system: 'http://snomed.info/sct', code: '159002008', display: 'Practice nurse' };
const here = 'Organization/alder-lane';
const gp = { system: sds, code: 'R0260', display: 'General Medical Practitioner' };

describe('A receptionist books', () => {
  test('and is told once that the usual doctor will be here too; the appointment stays as it is', async () => {
    const site = await givenTheSurgery();
    const cards = await when(site, 'appointment-book');
    expect(codesOf(cards)).toEqual(['booking-elsewhere']);
    expect(cards[0]?.summary).toBe(
      'Mr Bright usually sees Dr Reid (8 of his last 9 GP visits). This booking is with Dr Evans.',
    );
    expect(cards[0]?.suggestions?.flatMap(({ actions = [] }) => actions.map(({ type }) => type))).toEqual(['create']);
    expect(resourceOf(cards)).toMatchObject({
      resourceType: 'Task',
      owner: { reference: 'Practitioner/mary-poole' },
      reasonCode: { coding: [{ code: 'booking-elsewhere' }] },
    });
  });

  test('and hears nothing when the booking is with the usual doctor', async () => {
    const site = await givenTheSurgery();
    const withReid = (call: ExampleCall) => {
      const { appointments } = replaced('nia-evans', 'tom-reid')(call).context;
      return { ...call, context: { ...call.context, appointments } };
    };
    expect(await when(site, 'appointment-book', withReid)).toEqual([]);
  });

  test('with the usual doctor after that doctor’s last day, and is told so', async () => {
    const leaving = await givenTheSurgery({ STAFF_DIRECTORY: staffFile('2026-10-05') });
    const patel = replaced(/tom-reid|nia-evans/g, 'ayla-patel');
    const cards = await when(leaving, 'appointment-book', patel);
    expect(codesOf(cards)).toEqual(['booking-after-leaving']);
    expect(cards[0]?.summary).toBe(
      'This booking on 8 October is with Dr Patel, who is recorded as leaving on 5 October.',
    );
    const staying = await givenTheSurgery({ STAFF_DIRECTORY: staffFile('') });
    expect(await when(staying, 'appointment-book', patel)).toEqual([]);
  });

  test('whoever they are on the staff; a patient or a relative sees nothing', async () => {
    const clerk = await givenTheSurgery({ STAFF_DIRECTORY: staffWith('hub-clerk', receptionist) });
    const locum = await givenTheSurgery({ STAFF_DIRECTORY: staffWith('hub-doctor', gp) });
    const shownTo = async (site: TestApp, userId: string) => codesOf(await when(site, 'appointment-book', by(userId)));
    for (const user of ['Practitioner/mary-poole', 'Practitioner/hub-clerk', 'PractitionerRole/role-hub-clerk'])
      expect([user, await shownTo(clerk, user)]).toEqual([user, ['booking-elsewhere']]);
    for (const user of ['Practitioner/nobody-knows', 'PractitionerRole/unread', 'Device/7', 'someone'])
      expect([user, await shownTo(clerk, user)]).toEqual([user, ['booking-elsewhere']]);
    for (const user of ['Patient/harold-bright', 'RelatedPerson/daughter'])
      expect([user, await shownTo(clerk, user)]).toEqual([user, []]);
    expect(await shownTo(locum, 'Practitioner/hub-doctor')).toEqual([]);
  });

  test('a clerk of another organisation opens a chart, and sees nothing there', async () => {
    const site = await givenTheSurgery({ STAFF_DIRECTORY: staffWith('hub-clerk', receptionist) });
    expect(await when(site, 'patient-view', by('Practitioner/hub-clerk'))).toEqual([]);
    expect(codesOf(await when(site, 'patient-view'))).toEqual(['usual-clinician-left']);
  });

  test('and is shown nothing but bookings, at whatever moment; but someone with a clinical role beside it is', async () => {
    const site = await givenTheSurgery();
    const hooks = ['patient-view', 'encounter-start', 'encounter-discharge', 'order-sign'] as const;
    for (const hook of hooks) {
      for (const user of ['Practitioner/mary-poole', 'PractitionerRole/role-mary-poole'])
        expect([hook, user, codesOf(await when(site, hook, by(user)))]).toEqual([hook, user, []]);
      expect([hook, codesOf(await when(site, hook)).length]).toEqual([hook, 1]);
    }
    expect(codesOf(await when(site, 'appointment-book'))).toEqual(['booking-elsewhere']);
    const both = await givenTheSurgery({ STAFF_DIRECTORY: staffWith('mary-poole-nurse', nurse, 'mary-poole') });
    expect(codesOf(await when(both, 'patient-view', by('Practitioner/mary-poole')))).toEqual(['usual-clinician-left']);
  });

  test('for a child, or where staff can’t be read: nothing is said', async () => {
    const site = await givenTheSurgery();
    expect(await when(site, 'appointment-book', replaced('1948-11-02', '2015-11-02'))).toEqual([]);
    const blind = await startApp();
    closing.push(blind.close);
    expect(await when(blind, 'appointment-book')).toEqual([]);
  });
});

describe('A visit begins', () => {
  test('and the same card comes back, with the same uuid, however often the hook fires', async () => {
    const site = await givenTheSurgery();
    const first = await when(site, 'encounter-start');
    expect(codesOf(first)).toEqual(['usual-clinician-left']);
    expect(first[0]?.detail).toContain('This looks like her first visit since');
    for (let again = 0; again < 3; again += 1) expect(await when(site, 'encounter-start')).toEqual(first);
  });

  test('after the chart was opened: it is the card that was shown there', async () => {
    const site = await givenTheSurgery();
    const opened = await when(site, 'patient-view', () => ({
      ...exampleCall({ hook: 'encounter-start' }),
      hook: 'patient-view',
    }));
    const started = await when(site, 'encounter-start');
    expect(started[0]?.uuid).toBe(opened[0]?.uuid);
  });

  test('an answer given there is obeyed here', async () => {
    const site = await givenTheSurgery();
    const [card] = await when(site, 'encounter-start');
    const answered = { card: card?.uuid, outcome: 'overridden', outcomeTimestamp: new Date().toISOString() };
    const feedback = [{ ...answered, overrideReason: { reason: { code: 'not-now' } } }];
    const url = '/cds-services/secure-base-encounter-start/feedback';
    expect((await site.post(url, { feedback })).statusCode).toBe(200);
    expect(await when(site, 'encounter-start')).toEqual([]);
  });

  test('with a doctor whom the person has not met, while the usual one is away for long: that is not told as a first meeting', async () => {
    const stays = await givenTheSurgery({ STAFF_DIRECTORY: staffFile('') });
    expect(codesOf(await when(stays, 'encounter-start'))).toEqual(['first-meeting']);
    const file = staffFile('');
    const away =
      '"period":{"start":"2014-09-01"},"notAvailable":[{"description":"away","during":{"start":"2026-07-01","end":"2026-12-31"}}]';
    writeFileSync(file, readFileSync(file, 'utf8').replace('"period":{"start":"2014-09-01"}', away));
    const site = await givenTheSurgery({ STAFF_DIRECTORY: file });
    expect(codesOf(await when(site, 'encounter-start'))).toEqual([]);
  });

  test('by thresholds and switches of the site', async () => {
    const site = await givenTheSurgery({ DETECTIONS_OFF: 'usual-clinician-left' });
    expect(codesOf(await when(site, 'encounter-start'))).not.toContain('usual-clinician-left');
  });
});

const sertraline = {
  medicationCodeableConcept: { coding: [{ system: 'http://www.whocc.no/atc', code: 'N06AB06' }], text: 'Sertraline' },
  subject,
};
/** Seven supplies of 28 days, the last of which ran out on 26 August. */
const lateRepeat = prefetched({
  medicationRequests: bundle({
    resourceType: 'MedicationRequest',
    id: 'repeat',
    status: 'active',
    intent: 'order',
    courseOfTherapyType: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy', code: 'continuous' },
      ],
    },
    authoredOn: '2026-02-11',
    ...sertraline,
  }),
  medicationDispenses: bundle(
    ...['2026-02-11', '2026-03-11', '2026-04-08', '2026-05-06', '2026-06-03', '2026-07-01', '2026-07-29'].map(
      (whenHandedOver) => ({
        resourceType: 'MedicationDispense',
        id: `supply-${whenHandedOver}`,
        status: 'completed',
        daysSupply: { value: 28 },
        whenHandedOver,
        ...sertraline,
      }),
    ),
  ),
});
const appointment = (status: string, who = 'tom-reid') => ({
  resourceType: 'Appointment',
  id: `next-${status}`,
  status,
  start: '2026-10-20T10:00:00+01:00',
  created: '2026-09-28',
  participant: [
    { actor: subject, status: 'accepted' },
    { actor: { reference: `Practitioner/${who}` }, status: 'accepted' },
  ],
});
const task = (difference: object) =>
  prefetched({
    tasks: bundle({
      resourceType: 'Task',
      id: 'kept',
      status: 'requested',
      intent: 'proposal',
      for: subject,
      authoredOn: '2026-09-29',
      ...difference,
    }),
  });
const reason = (code: string) => ({
  reasonCode: { coding: [{ system: 'https://secure-base.org/fhir/CodeSystem/detections', code }] },
});

describe('A visit ends', () => {
  const hook = 'encounter-discharge';
  const endsWith = async (site: TestApp, ...changes: ((call: ExampleCall) => ExampleCall)[]) =>
    when(site, hook, (call) => changes.reduce((changed, change) => change(changed), call));

  test('after a repeat ran out, with no next visit: a task to book one with the same doctor', async () => {
    const site = await givenTheSurgery();
    const cards = await endsWith(site, lateRepeat);
    expect(codesOf(cards)).toEqual(['next-contact']);
    expect(cards[0]?.summary).toBe('Mrs Bell has no visit booked with you.');
    expect(resourceOf(cards)).toMatchObject({
      resourceType: 'Task',
      description: 'Agree a next visit of Mrs Bell with Dr Reid, and book it.',
      restriction: { period: { end: '2026-11-29' } },
    });
    expect(codesOf(await endsWith(site, lateRepeat, task(resourceOf(cards) ?? {})))).not.toContain('next-contact');
  });

  test.each([
    ['a next visit is booked', prefetched({ appointments: bundle(appointment('booked')) })],
    ['a next visit is pending', prefetched({ appointments: bundle(appointment('pending')) })],
    ['a task for it is open', task(reason('next-contact'))],
    [
      'the person goes on to a hospital',
      replaced(
        '"status":"in-progress"',
        '"status":"in-progress","hospitalization":{"dischargeDisposition":{"text":"Hospital"}}',
      ),
    ],
    ['the patient opened it', by('Patient/iris-bell')],
  ])('and nothing is said of a next visit where %s', async (_, change) => {
    const site = await givenTheSurgery({ MAX_CARDS: '20' });
    expect(codesOf(await endsWith(site, lateRepeat))).toContain('next-contact');
    expect(codesOf(await endsWith(site, lateRepeat, change))).not.toContain('next-contact');
  });

  test.each([
    ['booked with someone else', prefetched({ appointments: bundle(appointment('booked', 'sam-khan')) })],
    ['cancelled', prefetched({ appointments: bundle(appointment('cancelled')) })],
    ['a task about something else', task(reason('booking-elsewhere'))],
    ['a task that was done', task({ ...reason('next-contact'), status: 'completed' })],
    [
      'home',
      replaced(
        '"status":"in-progress"',
        '"status":"in-progress","hospitalization":{"dischargeDisposition":{"text":"Home"}}',
      ),
    ],
  ])('but it is where that is %s', async (_, change) => {
    const site = await givenTheSurgery();
    expect(codesOf(await endsWith(site, lateRepeat, change))).toEqual(['next-contact']);
  });

  test('as a low spell does: a draft note to change together; with the draft in the record nobody is asked again', async () => {
    const site = await givenTheSurgery();
    const cards = await endsWith(site);
    expect(codesOf(cards)).toEqual(['write-signature']);
    const draft = resourceOf(cards);
    expect(draft).toMatchObject({ resourceType: 'CarePlan', status: 'draft', subject, addresses: [{}] });
    const other = by('Practitioner/sam-khan');
    expect(codesOf(await endsWith(site, other))).toEqual(['write-signature']);
    const kept = (difference: object) => prefetched({ carePlans: bundle({ ...draft, id: 'draft', ...difference }) });
    expect(await endsWith(site, other, kept({}))).toEqual([]);
    expect(await endsWith(site, other, kept({ status: 'active' }))).toEqual([]);
    expect(await endsWith(site, other, kept({ status: 'revoked', period: { end: '2026-01-10' } }))).toEqual([]);
    const longAgo = kept({ status: 'revoked', created: '2024-01-10', period: { end: '2025-01-10' } });
    expect(codesOf(await endsWith(site, other, longAgo))).toEqual(['write-signature']);
  });

  test('as the doctor is about to leave: a goodbye comes first', async () => {
    const site = await givenTheSurgery({ STAFF_DIRECTORY: staffFile('2026-11-15') });
    const cards = await endsWith(site, replaced('tom-reid', 'ayla-patel'), lateRepeat);
    expect(codesOf(cards)).toEqual(['usual-clinician-leaving']);
    expect(cards[0]?.summary).toContain('You are recorded as leaving on 15 November.');
  });
});

test('what is built for the middle of work is not shown when a chart is opened', async () => {
  const site = await givenTheSurgery({ MAX_CARDS: '20' });
  for (const hook of ['appointment-book', 'encounter-start', 'encounter-discharge']) {
    const opened = await when(site, 'patient-view', () =>
      lateRepeat({ ...exampleCall({ hook }), hook: 'patient-view' }),
    );
    expect(codesOf(opened).filter((code) => keeping.test(code ?? ''))).toEqual([]);
  }
  expect(codesOf(await when(site, 'encounter-discharge', lateRepeat))).toEqual(['next-contact', 'write-signature']);
});
