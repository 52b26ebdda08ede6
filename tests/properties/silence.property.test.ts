import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { services } from '#hooks/index.ts';
import type { Silence } from '#src/cds/silence.ts';
import type { ChartDependencies } from '#src/chart/dependencies.ts';
import type { Detector } from '#src/detectors/detector.ts';
import { type AnyFinding, type Code, codes, detectors } from '#src/detectors/index.ts';
import { silent } from '#src/detectors/silence.ts';
import type { ReadResult } from '#src/fhir/read/read-request.ts';
import { parseDay } from '#src/history/calendar.ts';
import type { Person, Role } from '#src/history/history.ts';
import type { Opening, VisitNow } from '#src/history/opening.ts';
import { fullFacts, patel } from '../../scripts/docs/example-facts.ts';
import { finding } from '../../scripts/docs/example-findings.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { visitNow } from '../support/builders.ts';
import { exampleCall, staffFile } from '../support/example.ts';
import { clinicians } from '../support/example-opening.ts';
import { runs } from '../support/property-runs.ts';

/** What is found in a chart, about whom, opened by whom, and what was answered before. */
interface World {
  readonly fires: readonly Code[];
  /** Of these, those that fire only if something fires on which they rest. */
  readonly resting: readonly Code[];
  readonly person: Partial<Person>;
  readonly user: Opening['user'];
  readonly visit: VisitNow | undefined;
  readonly roles: readonly Role[] | undefined;
  /** Whether a site has asked that its clinicians are not named. */
  readonly notNamed: boolean;
  /** Whether the last day is recorded long before it is announced. */
  readonly early: boolean;
  readonly answeredNo: readonly Code[];
  readonly retired: readonly Code[];
  readonly maxCards: number;
}

const user = 'Practitioner/roy';
const someRole = (here: boolean, kind: Role['kind']): Role => ({
  reference: 'PractitionerRole/1',
  codes: [],
  kind,
  organisation: undefined,
  here,
  active: true,
  start: undefined,
  end: undefined,
  away: [],
});
const child = parseDay('2018-01-01');
const some = (of: readonly Code[] = codes) => fc.subarray([...of]);
/** A detection and those that rest on it, or that it supersedes. */
const related = codes
  .map((code) => [
    code,
    ...detectors
      .filter(({ restsOn, supersededBy }) => restsOn?.includes(code) || supersededBy?.codes.includes(code))
      .map((one) => one.code),
  ])
  .filter(({ length }) => length > 1);
const rarely = fc.nat(9).map((n) => n === 0);
const worlds: fc.Arbitrary<World> = fc.record({
  fires: fc.oneof(some(), fc.constantFrom(...related).chain(some)),
  resting: fc.oneof(some(), fc.constant(codes)),
  person: fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    fc.record({
      ...{ deceased: rarely, replaced: rarely, restricted: rarely, careHome: fc.boolean(), hospice: fc.boolean() },
      bornBy: fc.constantFrom(child, undefined),
    }),
  ),
  user: fc.constantFrom<Opening['user'][]>(
    { kind: 'clinician', clinician: user },
    { kind: 'clinician', clinician: user },
    { kind: 'clinician', clinician: user },
    { kind: 'unresolved' },
    { kind: 'patient-side' },
  ),
  visit: fc.constantFrom(...[undefined, undefined, visitNow, { ...visitNow, emergency: true }], {
    ...visitNow,
    emergency: true,
    onlySilences: true as const,
  }),
  roles: fc.constantFrom(
    ...[undefined, undefined, [someRole(true, 'gp')]],
    ...[[someRole(true, 'not-clinical')], [someRole(true, 'locum')], [someRole(false, 'gp')]],
  ),
  notNamed: rarely,
  early: fc.boolean(),
  answeredNo: fc.subarray([...codes], { maxLength: 3 }),
  retired: fc.subarray([...codes], { maxLength: 2 }),
  maxCards: fc.constantFrom(0, 0, 1, 20),
});

/** The findings of which nobody may learn, by the words of the rule alone. */
function hidden({ fires, person, user: by, visit, roles, notNamed, early }: World): readonly Code[] {
  const isClinician = by.kind === 'clinician';
  const [role] = (isClinician && roles) || [];
  const ofAudience = new Map<string, Detector['audience']>(detectors.map(({ code, audience }) => [code, audience]));
  const all = person.restricted || (visit?.emergency && visit.onlySilences) || (role && !role.here);
  return fires.filter((code) => {
    const { children, careHomes, hospices, anyStaff, exceptLocums } = ofAudience.get(code) as Detector['audience'];
    return (
      all ||
      code === 'pregnancy-loss' ||
      code === 'child-in-hospital' ||
      (person.bornBy !== undefined && !children) ||
      (person.careHome && !careHomes) ||
      (person.hospice && !hospices) ||
      (role?.kind === 'not-clinical' && !anyStaff) ||
      (role?.kind === 'locum' && exceptLocums) ||
      (notNamed && /Practitioner\//.test(JSON.stringify(fullFacts[code]))) ||
      (early && (code === 'usual-clinician-leaving' || code === 'booking-after-leaving'))
    );
  });
}

let world: World;
/** Where facts name a usual clinician it is one and the same, so that one can supersede another. */
const found = (code: Code): AnyFinding => {
  const facts: object = fullFacts[code];
  const same = { ...('clinician' in facts && { clinician: patel }), ...('early' in facts && { early: world.early }) };
  return finding(code, { ...facts, ...same } as never);
};
const drawn = detectors.map((one) => ({
  ...one,
  needs: ['person'],
  uses: [],
  lookBackMonths: 0,
  detect: (_history: object, _opening: Opening, _settings: unknown, before: readonly AnyFinding[] = []) => {
    const { fires, resting } = world;
    if (!fires.includes(one.code)) return silent('nothing');
    const rests = one.restsOn !== undefined && resting.includes(one.code);
    return rests && !before.some(({ code }) => one.restsOn?.includes(code)) ? silent('nothing') : found(one.code);
  },
})) as unknown as ChartDependencies['detectors'];

describe('What an answer without cards names', () => {
  let site: TestApp;
  beforeAll(async () => {
    site = await startApp({ env: { STAFF_DIRECTORY: staffFile() }, services: (charts) => services(withWorld(charts)) });
  });
  afterAll(() => site.close());

  /** The same dependencies, but for what the world says. */
  const withWorld = (charts: ChartDependencies): ChartDependencies => ({
    ...charts,
    detectors: drawn,
    reader: { read: async (request) => inWorld(await charts.reader.read(request)) },
    memory: { recall: async () => remembered() },
    policy: {
      ...charts.policy,
      get maxCards() {
        return world.maxCards;
      },
    },
  });
  const inWorld = (read: ReadResult): ReadResult => {
    const { reading, opening } = read;
    if (!reading.person.known) throw new Error('the example has a person');
    const { roles, notNamed, person, visit, user: by } = world;
    const { careHome = false, hospice = false, bornBy, ...others } = person;
    const staff = [...JSON.stringify(fullFacts).matchAll(/"(Practitioner\/[^"]+)"/g)].map(([, key]) => ({
      key,
      notNamed,
    }));
    const known = clinicians(...(staff as []), { key: user, roles });
    return {
      ...read,
      reading: {
        ...reading,
        person: {
          known: true,
          value: { ...reading.person.value, registeredSince: 0, ...others, careHome, hospice, bornBy },
        },
        clinicians: { known: true, value: known },
      },
      opening: { ...opening, user: by, visit },
    };
  };
  const remembered = () => ({
    budget: { openings: 0, cards: 0 },
    complete: true,
    retired: new Set(world.retired),
    showings: world.answeredNo.map((code) => ({
      card: code,
      suggestions: [],
      code,
      material: 'other',
      service: 's',
      clinicians: [],
      own: true,
      firstShown: 1,
      lastShown: 1,
      outcome: { outcome: 'overridden' as const, reason: 'facts-wrong', at: 1 },
    })),
  });

  const answerIn = async (one: World, hook: string) => {
    world = one;
    const answer = await site.post(`/cds-services/secure-base-${hook}`, {
      ...exampleCall({ hook }),
      hookInstance: crypto.randomUUID(),
    });
    expect(answer.statusCode).toBe(200);
    const { cards, extension } = answer.json();
    return { cards: cards.length as number, silence: extension?.['org.secure-base.silence'] as Silence | undefined };
  };

  test.each([
    'patient-view',
    'encounter-discharge',
  ])('is the same where the findings of which nobody may learn were not there (%s)', async (hook) => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(worlds, async (one) => {
        const secret = new Set<string>(hidden(one));
        const withThem = await answerIn(one, hook);
        const without = await answerIn({ ...one, fires: one.fires.filter((code) => !secret.has(code)) }, hook);
        if (withThem.cards > 0) return expect(withThem.silence).toBeUndefined();
        for (const { code } of withThem.silence?.held ?? []) expect(secret).not.toContain(code);
        if (without.cards > 0) return;
        expect(withThem).toEqual(without);
        if (secret.size > 0 && (without.silence?.held ?? []).length > 0) compared += 1;
      }),
      runs(300),
    );
    expect(compared).toBeGreaterThan(5);
  });

  const plain: World = {
    fires: ['usual-clinician-leaving', 'first-meeting', 'abrupt-move'],
    ...{ resting: [], person: {}, user: { kind: 'unresolved' }, visit: undefined, roles: undefined },
    ...{ notNamed: false, early: true, answeredNo: [], retired: [], maxCards: 1 },
  };

  test('is nothing where it would show that a card is missing', async () => {
    expect(await answerIn(plain, 'patient-view')).toEqual({ cards: 0, silence: undefined });
    const announced = { ...plain, early: false };
    expect(await answerIn(announced, 'patient-view')).toEqual({ cards: 1, silence: undefined });
    const { silence } = await answerIn({ ...announced, maxCards: 0 }, 'patient-view');
    expect(silence?.held).toEqual([
      { code: 'usual-clinician-leaving', why: 'over-limit' },
      { code: 'abrupt-move', why: 'another-finding' },
      { code: 'first-meeting', why: 'another-finding' },
    ]);
  });
});
