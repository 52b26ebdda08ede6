import { afterEach, describe, expect, test } from '@jest/globals';
import type { Card } from '#src/cds/protocol.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { type ExampleCall, exampleCall, staffFile } from '../support/example.ts';
import { withLateRepeat } from '../support/late-repeat.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

/** Alder Lane Surgery on 30 September 2026; Dr Patel left on 31 July unless the staff file says otherwise. */
async function givenTheSurgery(env: Record<string, string> = {}): Promise<TestApp> {
  const site = await startApp({ env: { STAFF_DIRECTORY: staffFile(), MAX_CARDS: '20', ...env } });
  closing.push(site.close);
  return site;
}

type Change = (call: ExampleCall) => ExampleCall;
const by =
  (who: string): Change =>
  (call) => ({ ...call, context: { ...call.context, userId: `Practitioner/${who}` } });

/** Fires a hook about the person of an example. */
async function when(site: TestApp, hook: string, change: Change = (call) => call, example = hook): Promise<Card[]> {
  const call = change(exampleCall({ hook: example }));
  const answer = await site.post(`/cds-services/secure-base-${hook}`, {
    ...call,
    hook,
    hookInstance: crypto.randomUUID(),
  });
  expect(answer.statusCode).toBe(200);
  return answer.json().cards;
}

async function isAnswered(site: TestApp, hook: string, card: Card | undefined, answer: object) {
  const feedback = [{ card: card?.uuid, outcomeTimestamp: new Date().toISOString(), ...answer }];
  expect(card).toBeDefined();
  expect((await site.post(`/cds-services/secure-base-${hook}/feedback`, { feedback })).statusCode).toBe(200);
}
const codesOf = (cards: readonly Card[]) => cards.map(({ source }) => source.topic?.code);
const of = (code: string, cards: readonly Card[]) => cards.find(({ source }) => source.topic?.code === code);
const overridden = (code: string) => ({ outcome: 'overridden', overrideReason: { reason: { code } } });
const accepted = (card: Card | undefined) => ({
  outcome: 'accepted',
  acceptedSuggestions: (card?.suggestions ?? []).slice(0, 1).map(({ uuid }) => ({ id: uuid })),
});

describe('A no to a late repeat', () => {
  const opens = (site: TestApp) => when(site, 'patient-view', withLateRepeat, 'encounter-discharge');
  const leaves = async (site: TestApp, who = 'tom-reid') =>
    codesOf(await when(site, 'encounter-discharge', (call) => by(who)(withLateRepeat(call))));

  test.each([
    'facts-wrong',
    'unkind-wording',
    'not-right-for-this-person',
  ])('(%s) is obeyed at the end of the visit, by every clinician', async (reason) => {
    const site = await givenTheSurgery();
    const card = of('medicine-not-collected', await opens(site));
    expect(await leaves(site)).toContain('next-contact');
    await isAnswered(site, 'patient-view', card, overridden(reason));
    for (const who of ['tom-reid', 'sam-khan']) expect(await leaves(site, who)).not.toContain('next-contact');
    // The other card of that visit rests on nothing that was answered.
    expect(await leaves(site, 'sam-khan')).toContain('write-signature');
  });

  test.each([
    'not-now',
    'already-known',
    'other',
  ])('(%s) that is for one clinician’s card alone silences no other card', async (reason) => {
    const site = await givenTheSurgery();
    await isAnswered(site, 'patient-view', of('medicine-not-collected', await opens(site)), overridden(reason));
    expect(await leaves(site)).toContain('next-contact');
  });

  test('is counted with what it held back', async () => {
    const site = await givenTheSurgery();
    await isAnswered(site, 'patient-view', of('medicine-not-collected', await opens(site)), overridden('facts-wrong'));
    await leaves(site);
    expect(await site.metrics()).toContain('secure_base_held_total{code="next-contact",why="rests-on-a-no"} 1');
  });
});

describe('Dr Patel is recorded as leaving', () => {
  const opens = (site: TestApp, who: string) => when(site, 'patient-view', by(who));
  /** Mr Bright is usually seen by Dr Patel, and is being booked with Dr Patel for December. */
  const ofBright: Change = (call) =>
    JSON.parse(
      JSON.stringify(call)
        .replaceAll(/tom-reid|nia-evans/g, 'ayla-patel')
        .replaceAll(/2026-10-0[89]/g, '2026-12-08'),
    );
  const books = async (site: TestApp) => codesOf(await when(site, 'appointment-book', ofBright));

  test('in six weeks: others are not told, at the desk neither, until Dr Patel has said goodbye', async () => {
    const site = await givenTheSurgery({ STAFF_DIRECTORY: staffFile('2026-11-11') });
    expect(codesOf(await opens(site, 'tom-reid'))).not.toContain('usual-clinician-leaving');
    const card = of('usual-clinician-leaving', await opens(site, 'ayla-patel'));
    expect(card?.summary).toContain('You are recorded as leaving on 11 November.');
    expect(codesOf(await opens(site, 'tom-reid'))).not.toContain('usual-clinician-leaving');
    await isAnswered(site, 'patient-view', card, accepted(card));
    expect(of('usual-clinician-leaving', await opens(site, 'tom-reid'))?.summary).toContain(
      'is recorded as leaving on 11 November',
    );
  });

  test('in six weeks, and answers that it is not now: others are not told', async () => {
    const site = await givenTheSurgery({ STAFF_DIRECTORY: staffFile('2026-11-11') });
    const card = of('usual-clinician-leaving', await opens(site, 'ayla-patel'));
    await isAnswered(site, 'patient-view', card, overridden('not-now'));
    expect(codesOf(await opens(site, 'tom-reid'))).not.toContain('usual-clinician-leaving');
  });

  test('in four weeks: others are told, and one day earlier they are not', async () => {
    const told = await givenTheSurgery({ STAFF_DIRECTORY: staffFile('2026-10-28') });
    expect(codesOf(await opens(told, 'tom-reid'))).toContain('usual-clinician-leaving');
    const untold = await givenTheSurgery({ STAFF_DIRECTORY: staffFile('2026-10-29') });
    expect(codesOf(await opens(untold, 'tom-reid'))).not.toContain('usual-clinician-leaving');
  });

  test('in six weeks, and a booking is made for after that: the desk is told only after the goodbye', async () => {
    const site = await givenTheSurgery({ STAFF_DIRECTORY: staffFile('2026-11-11') });
    expect(await books(site)).toEqual([]);
    const byPatel: Change = (call) => by('ayla-patel')(ofBright(call));
    const card = of('usual-clinician-leaving', await when(site, 'patient-view', byPatel, 'appointment-book'));
    await isAnswered(site, 'patient-view', card, accepted(card));
    expect(await books(site)).toEqual(['booking-after-leaving']);
    const soon = await givenTheSurgery({ STAFF_DIRECTORY: staffFile('2026-10-28') });
    expect(await books(soon)).toEqual(['booking-after-leaving']);
  });

  test('in six weeks: a goodbye to one person announces nothing to another', async () => {
    const site = await givenTheSurgery({ STAFF_DIRECTORY: staffFile('2026-11-11') });
    const card = of('usual-clinician-leaving', await opens(site, 'ayla-patel'));
    await isAnswered(site, 'patient-view', card, accepted(card));
    expect(await books(site)).toEqual([]);
    const another: Change = (call) =>
      JSON.parse(JSON.stringify(by('tom-reid')(call)).replaceAll('margaret-holloway', 'someone-else'));
    expect(codesOf(await when(site, 'patient-view', another))).not.toContain('usual-clinician-leaving');
  });
});
