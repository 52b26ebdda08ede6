import { afterAll, describe, expect, test } from '@jest/globals';
import type { Explanation } from '#src/cds/service.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { type ExampleCall, exampleCall, exampleHooks, staffFile } from '../support/example.ts';

const opened: TestApp[] = [];
afterAll(() => Promise.all(opened.map((site) => site.close())));

async function surgery(env: Record<string, string> = {}): Promise<TestApp> {
  const site = await startApp({ env: { STAFF_DIRECTORY: staffFile(), ...env } });
  opened.push(site);
  return site;
}

interface Change {
  readonly userId?: string;
  readonly patient?: object;
  readonly prefetch?: object;
}

/** The example call of a hook, by another user, about another patient, or with other data. */
function callWith(hook: string, { userId, patient, prefetch }: Change = {}): ExampleCall {
  const call = exampleCall({ hook });
  const own = call.prefetch ?? {};
  return {
    ...call,
    hookInstance: crypto.randomUUID(),
    context: { ...call.context, ...(userId && { userId }) },
    prefetch: { ...own, ...(patient && { patient: { ...(own.patient as object), ...patient } }), ...prefetch },
  };
}

async function explained(site: TestApp, hook = 'patient-view', change?: Change): Promise<readonly Explanation[]> {
  const service = site.services.find((one) => one.hook === hook);
  if (service === undefined) throw new Error(`there is no ${hook}`);
  const { context, prefetch = {} } = callWith(hook, change);
  const signal = AbortSignal.timeout(10_000);
  const rest = { server: undefined, fhirServer: undefined, tenant: 'open', signal };
  return service.explain({ ...rest, context: service.context.parse(context), prefetch });
}

async function cardsOf(site: TestApp, hook = 'patient-view') {
  const service = site.services.find((one) => one.hook === hook);
  const answer = await site.post(`/cds-services/${service?.id}`, callWith(hook));
  expect(answer.statusCode).toBe(200);
  return answer.json().cards as { uuid: string; source: { topic: { code: string } } }[];
}

const withOutcome = (all: readonly Explanation[], outcome: Explanation['outcome']) =>
  all.filter((one) => one.outcome === outcome).map(({ code }) => code);
const neverNamed = ['pregnancy-loss', 'child-in-hospital'];

describe('An explanation', () => {
  test.each(exampleHooks)('says of %s which detections made its cards, and of all others why not', async (hook) => {
    const site = await surgery();
    const all = await explained(site, hook);
    const shows = site.services.find((one) => one.hook === hook)?.shows ?? [];
    expect(all.map(({ code }) => code)).toEqual(shows.filter((code) => !neverNamed.includes(code)));
    for (const { sentence, title } of all) {
      expect(sentence).toMatch(/^[A-Z0-9].*[^.]\.$/);
      expect(title).not.toBe('');
    }
    expect(withOutcome(all, 'shown')).toEqual((await cardsOf(site, hook)).map(({ source }) => source.topic.code));
  });

  test('shows, counts and remembers nothing', async () => {
    const site = await surgery();
    const counted = async () =>
      (await site.metrics()).split('\n').filter((line) => /^secure_base_(find|card|held)/.test(line));
    const before = await counted();
    await explained(site);
    expect(await counted()).toEqual(before);
    expect(site.audited).toEqual([]);
    await cardsOf(site);
    expect(await counted()).not.toEqual(before);
  });

  test('gives the first condition that was not met, with its numbers', async () => {
    const all = await explained(await surgery());
    expect(all.find(({ code }) => code === 'missed-appointments')).toEqual({
      code: 'missed-appointments',
      title: expect.any(String),
      outcome: 'silent',
      reason: 'too-few-missed',
      sentence: expect.stringMatching(/\d|[Nn]o /),
    });
  });

  test('names the part that could not be read, and why', async () => {
    const site = await startApp();
    opened.push(site);
    const all = await explained(site);
    expect(all.find(({ code }) => code === 'usual-clinician-left')).toMatchObject({
      outcome: 'not-computed',
      part: 'roles',
      reason: 'not-available',
      sentence: 'It needs who works here, which could not be read: it came neither with the call nor from a server.',
    });
  });

  test('says what a site has switched off', async () => {
    const all = await explained(await surgery({ DETECTIONS_OFF: 'missed-appointments' }));
    expect(withOutcome(all, 'off')).toEqual(['missed-appointments']);
  });

  test('says by what a finding is held back, and until when', async () => {
    const site = await surgery({ MAX_CARDS: '1', QUIET_NOT_NOW_DAYS: '30' });
    const [card] = await cardsOf(site);
    const overrideReason = { reason: { code: 'not-now' } };
    const outcomeTimestamp = new Date().toISOString();
    const feedback = [{ card: card?.uuid, outcome: 'overridden', overrideReason, outcomeTimestamp }];
    await site.post('/cds-services/secure-base-patient-view/feedback', { feedback });
    const all = await explained(site);
    const held = all.find(({ code }) => code === card?.source.topic.code);
    expect(held).toMatchObject({ outcome: 'held', reason: 'quiet-not-now' });
    const until = new Date(Date.now() + 30 * 86_400_000);
    const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' }).format(until);
    expect(held?.sentence).toBe(`It is held back: the answer was ‘not now’, and it is quiet until ${day}.`);
  });
});

describe('Nothing is explained', () => {
  test.each<readonly [string, Change]>([
    ['of a restricted record', { patient: { meta: { security: [{ code: 'R' }] } } }],
    ['to the person', { userId: 'Patient/margaret-holloway' }],
    ['to a relative', { userId: 'RelatedPerson/1' }],
  ])('%s', async (_, change) => {
    const site = await surgery();
    expect(await explained(site, 'patient-view', change)).toEqual([]);
    expect(await explained(site)).not.toEqual([]);
  });

  test('that is not for a child', async () => {
    const all = await explained(await surgery(), 'patient-view', { patient: { birthDate: '2018-01-01' } });
    const codes = all.map(({ code }) => code);
    expect(codes).toContain('first-meeting');
    expect(codes).not.toContain('missed-appointments');
  });

  test('where the person has died, but that every finding is held back for it', async () => {
    const all = await explained(await surgery(), 'patient-view', { patient: { deceasedBoolean: true } });
    expect(withOutcome(all, 'shown')).toEqual([]);
    expect(all.filter(({ outcome }) => outcome === 'held').map(({ reason }) => reason)).toEqual(['deceased']);
  });
});
