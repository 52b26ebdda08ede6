import { describe, expect, test } from '@jest/globals';
import { choose, codesAffecting } from '#src/cards/choose.ts';
import { nothingRemembered, type PastShowing, type Remembered } from '#src/cards/quieting.ts';
import { audienceExclusion, userExclusion } from '#src/cards/suppression.ts';
import type { AnyFinding, Code } from '#src/detectors/index.ts';
import { codes } from '#src/detectors/index.ts';
import type { Clinician, Person, Role } from '#src/history/history.ts';
import type { Opening } from '#src/history/opening.ts';
import { codesBuilt, fullFacts, patel } from '../../scripts/docs/example-facts.ts';
import { asOf, finding, khan, on, person } from '../../scripts/docs/example-findings.ts';
import { visitNow } from '../support/builders.ts';
import { byRoy, clinicians, opening, usualTimes } from '../support/example-opening.ts';

const full = (code: Code, more: object = {}) => finding(code, { ...fullFacts[code], ...more } as never);
const role = (here: boolean, end?: string, kind: Role['kind'] = 'gp'): Role => ({
  reference: 'PractitionerRole/1',
  codes: [],
  kind,
  organisation: undefined,
  here,
  active: true,
  start: undefined,
  end: end === undefined ? undefined : on(end),
  away: [],
});
interface Given {
  readonly person?: Partial<Person>;
  readonly opening?: Opening;
  readonly roles?: readonly Role[];
  readonly maxCards?: number;
  readonly remembered?: Remembered;
  readonly anyStaff?: boolean;
  readonly all?: readonly AnyFinding[];
  readonly others?: readonly Partial<Clinician>[];
  readonly unmentioned?: readonly Code[];
}
const chosen = (findings: readonly AnyFinding[], given: Given = {}) =>
  choose(
    findings,
    {
      person: { ...khan, ...given.person },
      opening: given.opening ?? byRoy,
      clinicians: clinicians({ roles: given.roles }, ...(given.others ?? [])),
      maxCards: given.maxCards ?? 20,
      remembered: given.remembered ?? nothingRemembered,
      times: usualTimes,
      cardsPer100: 10,
      materialOf: ({ changeKey }) => changeKey,
      pseudonymsOf: (key) => [key],
      ...(given.unmentioned && { unmentioned: new Set(given.unmentioned) }),
      ...(given.anyStaff !== undefined && { anyStaff: given.anyStaff }),
    },
    given.all,
  );
const shownCodes = (findings: readonly AnyFinding[], given?: Given) =>
  chosen(findings, given).shown.map(({ finding }) => finding.code);

const visit = visitNow;

/** 1.6: who opens which chart, and whether there may be a card at all. */
const silences: readonly (readonly [string, Given, string | undefined])[] = [
  ['an ordinary chart', {}, undefined],
  ['the chart of someone who has died', { person: { deceased: true } }, 'deceased'],
  ['an inactive record', { person: { active: false } }, 'inactive'],
  ['a record that another has replaced', { person: { replaced: true } }, 'replaced'],
  ['a restricted record', { person: { restricted: true } }, 'restricted'],
  ['a chart opened by the patient or a relative', { opening: opening({ kind: 'patient-side' }) }, 'patient-side-user'],
  ['a chart opened by someone who is not resolved', { opening: opening({ kind: 'unresolved' }) }, undefined],
  ['an emergency visit', { opening: { ...byRoy, visit: { ...visit, emergency: true } } }, 'emergency-visit'],
  ['an ordinary visit', { opening: { ...byRoy, visit } }, undefined],
  ['a user with a role here', { roles: [role(true), role(false)] }, undefined],
  ['a user with roles elsewhere only', { roles: [role(false)] }, 'user-elsewhere'],
  [
    'a user whose role here has ended and who works elsewhere',
    { roles: [role(true, '2026-01-31'), role(false)] },
    'user-elsewhere',
  ],
  ['a user whose only role, elsewhere, has ended', { roles: [role(false, '2026-01-31')] }, undefined],
  ['a user whose role search is empty', { roles: [] }, undefined],
  ['a user whose roles can’t be read', {}, undefined],
  [
    'a user of whom nothing is known',
    { opening: opening({ kind: 'clinician', clinician: 'Practitioner/stranger' }) },
    undefined,
  ],
];

describe('silence for all', () => {
  test.each(silences)('%s', (_, given, why) => {
    const choice = chosen([full('first-meeting')], given);
    expect(choice.shown).toHaveLength(why === undefined ? 1 : 0);
    expect(choice.held).toEqual(why === undefined ? [] : [{ code: 'first-meeting', why }]);
  });
});

/** 1.6: whose live roles here are all non-clinical sees K1 and K2 alone; what is not read, or not of here, changes nothing. */
const atDesk: readonly Code[] = ['booking-elsewhere', 'booking-after-leaving'];
const audiences: readonly (readonly [string, Given, readonly Code[]])[] = [
  ['a receptionist', { roles: [role(true, undefined, 'not-clinical')] }, atDesk],
  [
    'a receptionist and practice manager',
    { roles: [role(true, undefined, 'not-clinical'), role(true, undefined, 'not-clinical')] },
    atDesk,
  ],
  [
    'a receptionist whose role as a nurse has ended',
    { roles: [role(true, '2026-01-31', 'team'), role(true, undefined, 'not-clinical')] },
    atDesk,
  ],
  [
    'a receptionist here who is a doctor elsewhere',
    { roles: [role(true, undefined, 'not-clinical'), role(false)] },
    atDesk,
  ],
  [
    'a practice manager who is a nurse here too',
    { roles: [role(true, undefined, 'not-clinical'), role(true, undefined, 'team')] },
    codesBuilt,
  ],
  [
    'a receptionist with another role that is not understood',
    { roles: [role(true, undefined, 'not-clinical'), role(true, undefined, 'unknown')] },
    codesBuilt,
  ],
  [
    'a doctor whose role as a receptionist has ended',
    { roles: [role(true, '2026-01-31', 'not-clinical'), role(true)] },
    codesBuilt,
  ],
  [
    'a user whose only role, as a receptionist, has ended',
    { roles: [role(true, '2026-01-31', 'not-clinical')] },
    codesBuilt,
  ],
  ['a nurse', { roles: [role(true, undefined, 'team')] }, codesBuilt],
  ['a user with a role that is not understood', { roles: [role(true, undefined, 'unknown')] }, codesBuilt],
  ['a user whose roles can’t be read', {}, codesBuilt],
  ['a user whose role search is empty', { roles: [] }, codesBuilt],
  ['a user who is not resolved', { opening: opening({ kind: 'unresolved' }) }, codesBuilt],
];

test.each(audiences)('%s sees what is for them, of every detection', (_, given, seen) => {
  for (const code of codesBuilt) {
    const { shown, held } = chosen([full(code)], given);
    expect([code, shown.map(({ finding: one }) => one.code)]).toEqual([code, seen.includes(code) ? [code] : []]);
    expect(held).toEqual(seen.includes(code) ? [] : [{ code, why: 'user-not-clinical' }]);
  }
});

test('a detection that nobody knows is not for a receptionist', () => {
  const desk = clinicians({ roles: [role(true, undefined, 'not-clinical')] });
  expect(userExclusion('unknown', { person: khan, opening: byRoy, clinicians: desk })).toBe('user-not-clinical');
});

test.each([
  ['not-clinical', false, 'user-elsewhere'],
  ['not-clinical', true, undefined],
  ['unknown', true, undefined],
  ['gp', true, 'user-elsewhere'],
  ['trainee', true, 'user-elsewhere'],
  ['locum', true, 'user-elsewhere'],
  ['team', true, 'user-elsewhere'],
] as const)('a user who works elsewhere as %s, where any staff may see it (%s): %s', (kind, anyStaff, why) => {
  const choice = chosen([full('booking-elsewhere')], { roles: [role(false, undefined, kind)], anyStaff });
  expect(choice.held.map((one) => one.why)).toEqual(why === undefined ? [] : [why]);
});

/** A5 asks how long the user will be here: whoever is here as a locum alone can do nothing with it. */
describe('repeated goodbyes', () => {
  const locum = role(true, undefined, 'locum');
  const hosts = (['usual-clinician-left', 'first-meeting'] as const).map((code) => full(code, { goodbyes: undefined }));
  const given: readonly (readonly [string, Given, boolean])[] = [
    ['a locum', { roles: [locum] }, false],
    ['a locum with two roles', { roles: [locum, locum] }, false],
    ['a locum whose role as a GP here has ended', { roles: [role(true, '2026-01-31'), locum] }, false],
    ['a locum here who is a GP elsewhere', { roles: [role(false), locum] }, false],
    ['a locum who is a GP here too', { roles: [locum, role(true)] }, true],
    ['a locum with another role that is not understood', { roles: [locum, role(true, undefined, 'unknown')] }, true],
    ['a GP whose role as a locum has ended', { roles: [role(true, '2026-01-31', 'locum'), role(true)] }, true],
    ['a user whose only role, as a locum, has ended', { roles: [role(true, '2026-01-31', 'locum')] }, true],
    ['a GP', { roles: [role(true)] }, true],
    ['a user whose roles can’t be read', {}, true],
    ['a user who is not resolved', { opening: opening({ kind: 'unresolved' }) }, true],
  ];

  test.each(given)('to %s they are a card, and a sentence of other cards: %s', (_, user, expected) => {
    const alone = chosen([full('repeated-goodbyes')], user);
    expect(alone.shown).toHaveLength(expected ? 1 : 0);
    expect(alone.held).toEqual(expected ? [] : [{ code: 'repeated-goodbyes', why: 'user-locum' }]);
    for (const host of hosts) {
      const [shown] = chosen([full('repeated-goodbyes'), host], user).shown;
      expect(shown?.finding.code).toBe(host.code);
      expect((shown?.finding.facts as { goodbyes?: object } | undefined)?.goodbyes !== undefined).toBe(expected);
    }
  });

  test('are no sentence of another card where they may not be mentioned', () => {
    const goodbyesIn = (given: Given) =>
      hosts.map((host) => chosen([full('repeated-goodbyes'), host], given).shown[0]?.finding.facts);
    for (const facts of goodbyesIn({ unmentioned: ['repeated-goodbyes'] }))
      expect((facts as { goodbyes?: object }).goodbyes).toBeUndefined();
    for (const facts of goodbyesIn({ unmentioned: ['late-presentation'] }))
      expect((facts as { goodbyes?: object }).goodbyes).toBeDefined();
  });

  test('are the only detection that a locum is not shown', () => {
    const shown = codesBuilt.filter((code) => shownCodes([full(code)], { roles: [locum] }).length > 0);
    expect(shown).toEqual(codesBuilt.filter((code) => code !== 'repeated-goodbyes'));
  });
});

/** 1.6: which detections fit a child, a care-home resident and someone in a hospice; the other ones do not. */
const abc: readonly Code[] = [
  'usual-clinician-left',
  'usual-clinician-away',
  'usual-clinician-leaving',
  'trainee-changeover',
  'repeated-goodbyes',
  'continuity-fell',
  'continuity-low',
  'first-meeting',
  'known-team',
];
/** A child is spoken of with the family. */
const forChildren: readonly Code[] = [...abc, 'life-changing-diagnosis', 'serious-injury'];
const careHomeKeeps: readonly Code[] = [
  'gone-quiet',
  'unanswered-invitations',
  'missed-appointments',
  'quiet-pattern',
  'uneven-contact',
  'many-contacts',
];
const fits: readonly (readonly [string, Partial<Person>, readonly Code[]])[] = [
  ['a child', { born: on('2010-11-21') }, forChildren],
  ['someone who turns 16 today', { born: on('2010-11-20') }, codes],
  ['someone of whom only a year of birth is known', { born: on('2010-07-02'), bornBy: on('2010-12-31') }, forChildren],
  ['someone without a recorded birth date', { born: undefined }, codes],
  ['a care-home resident', { careHome: true }, codes.filter((code) => !careHomeKeeps.includes(code))],
  [
    'someone in a hospice',
    { hospice: true },
    [...abc.filter((code) => !code.startsWith('continuity')), 'palliative-care'],
  ],
];

describe('what fits the person', () => {
  test.each(fits)('%s', (_, more, allowed) => {
    const left = codes.filter((code) => audienceExclusion(code, person(undefined, 'female', more), asOf) === undefined);
    expect(left).toEqual(codes.filter((code) => allowed.includes(code)));
  });

  test.each([
    ['a child', { born: on('2010-11-21') }, 'child'],
    ['a care-home resident', { careHome: true }, 'care-home'],
    ['someone in a hospice', { hospice: true }, 'hospice'],
  ] as const)('%s: the reason is said, also of a detection that nobody knows', (_, more, why) => {
    const someone = person(undefined, 'female', more);
    expect(audienceExclusion('gone-quiet', someone, asOf)).toBe(why);
    expect(audienceExclusion('unknown', someone, asOf)).toBe(why);
  });

  test('low continuity is not spoken of in a hospice, a first meeting is', () => {
    const found = [full('continuity-low'), full('first-meeting')];
    expect(shownCodes(found, { person: { hospice: true } })).toEqual(['first-meeting']);
    expect(shownCodes(found)).toEqual(['first-meeting', 'continuity-low']);
  });
});

/** What was found, and what is shown of it where there is no limit. */
const about = { clinician: patel };
const decisions: readonly (readonly [string, readonly AnyFinding[], readonly Code[]])[] = [
  ['nothing found, nothing shown', [], []],
  ['repeated goodbyes alone', [full('repeated-goodbyes')], ['repeated-goodbyes']],
  [
    'repeated goodbyes are a sentence in A1',
    [full('repeated-goodbyes'), full('usual-clinician-left')],
    ['usual-clinician-left'],
  ],
  ['repeated goodbyes are a sentence in C1', [full('repeated-goodbyes'), full('first-meeting')], ['first-meeting']],
  [
    'a trainee’s changeover stands for that trainee’s leaving',
    [full('usual-clinician-leaving', about), full('trainee-changeover', about)],
    ['trainee-changeover'],
  ],
  [
    'another clinician’s leaving is told beside a trainee’s changeover',
    [full('usual-clinician-leaving'), full('trainee-changeover', about)],
    ['usual-clinician-leaving', 'trainee-changeover'],
  ],
  [
    'a first meeting is not told where the one who knows the person has left',
    [full('first-meeting', about), full('usual-clinician-left', about)],
    ['usual-clinician-left'],
  ],
  [
    'a first meeting is told where someone else has left',
    [full('first-meeting'), full('usual-clinician-left', about)],
    ['usual-clinician-left', 'first-meeting'],
  ],
  [
    'a first meeting is not told where the one who knows the person is away',
    [full('first-meeting', about), full('usual-clinician-away', about)],
    ['usual-clinician-away'],
  ],
  [
    'a first meeting is not told where the one who knows the person is leaving',
    [full('first-meeting', about), full('usual-clinician-leaving', about)],
    ['usual-clinician-leaving'],
  ],
  [
    'a first meeting is not told where the trainee who knows the person changes over',
    [full('first-meeting', about), full('trainee-changeover', about)],
    ['trainee-changeover'],
  ],
  [
    'a departure is told beside another clinician’s changeover',
    [full('usual-clinician-left', about), full('trainee-changeover')],
    ['usual-clinician-left', 'trainee-changeover'],
  ],
  [
    'fallen continuity gives way to a departure',
    [full('continuity-fell'), full('usual-clinician-left')],
    ['usual-clinician-left'],
  ],
  [
    'fallen continuity gives way to an absence',
    [full('continuity-fell'), full('usual-clinician-away')],
    ['usual-clinician-away'],
  ],
  [
    'low continuity gives way to a departure',
    [full('continuity-low'), full('usual-clinician-left')],
    ['usual-clinician-left'],
  ],
  [
    'low continuity gives way to an absence',
    [full('continuity-low'), full('usual-clinician-away')],
    ['usual-clinician-away'],
  ],
  [
    'low continuity stands beside a small team',
    [full('known-team'), full('continuity-low')],
    ['continuity-low', 'known-team'],
  ],
  [
    'fallen continuity stands before low continuity',
    [full('continuity-low'), full('continuity-fell')],
    ['continuity-fell', 'continuity-low'],
  ],
  [
    'several signs of going quiet stand for each of them, but not for a medicine that ran out',
    [
      full('late-presentation'),
      full('gone-quiet'),
      full('unanswered-invitations'),
      full('missed-appointments'),
      full('medicine-not-collected'),
      full('quiet-pattern'),
    ],
    ['medicine-not-collected', 'quiet-pattern'],
  ],
  [
    'whomever a sign of going quiet is about, several signs stand for it',
    [
      full('late-presentation', about),
      full('gone-quiet', about),
      full('unanswered-invitations', about),
      full('missed-appointments', about),
      full('quiet-pattern'),
    ],
    ['quiet-pattern'],
  ],
  [
    'two signs of going quiet are told each by itself',
    [full('unanswered-invitations'), full('missed-appointments')],
    ['missed-appointments', 'unanswered-invitations'],
  ],
  [
    'what was first recorded in an emergency is told beside several signs of going quiet',
    [full('emergency-first'), full('quiet-pattern')],
    ['quiet-pattern', 'emergency-first'],
  ],
  [
    'a shared note stands before what was learned',
    [full('illness-signature'), full('shared-signature')],
    ['shared-signature', 'illness-signature'],
  ],
];

describe('the choice', () => {
  test.each(decisions)('%s', (_, found, shown) => {
    expect(shownCodes(found)).toEqual(shown);
    expect(shownCodes(found.toReversed())).toEqual(shown);
    const { held } = chosen(found);
    expect(held.length).toBe(found.length - shown.length);
    for (const { why } of held) expect(why).toBe('another-finding');
  });

  test('of any two findings the one that stands first in the order of the codes is shown', () => {
    for (const one of codesBuilt) {
      for (const other of codesBuilt) {
        const found = [full(other), full(one)].slice(one === other ? 1 : 0);
        const free = shownCodes(found);
        expect(free).toEqual(codes.filter((code) => free.some((shown) => shown === code)));
        expect(shownCodes(found, { maxCards: 1 })).toEqual(free.slice(0, 1));
      }
    }
  });

  test('a finding without words is none', () => {
    const wordless = { ...full('first-meeting'), code: 'reflection-invitation' } as unknown as AnyFinding;
    expect(chosen([wordless])).toEqual({ shown: [], held: [] });
  });

  test('a finding that names no clinician is about nobody who left', () => {
    const found = [full('first-meeting', { clinician: undefined }), full('usual-clinician-left', about)];
    expect(shownCodes(found)).toEqual(['usual-clinician-left', 'first-meeting']);
  });

  test('at most MAX_CARDS are shown, and none with MAX_CARDS 0', () => {
    const found = [full('known-team'), full('continuity-low'), full('continuity-fell')];
    expect(shownCodes(found, { maxCards: 2 })).toEqual(['continuity-fell', 'continuity-low']);
    expect(chosen(found, { maxCards: 2 }).held).toEqual([{ code: 'known-team', why: 'over-limit' }]);
    expect(shownCodes(found, { maxCards: 0 })).toEqual([]);
  });

  test('a finding that is held still makes another one beside the point', () => {
    const found = [full('first-meeting', about), full('usual-clinician-left', about), full('repeated-goodbyes')];
    expect(shownCodes(found)).toEqual(['usual-clinician-left']);
    const child = { person: { hospice: true } };
    expect(shownCodes([full('continuity-low'), full('usual-clinician-away')], child)).toEqual(['usual-clinician-away']);
  });
});

describe('findings that may not be shown', () => {
  const left = full('usual-clinician-left', about);
  const meeting = full('first-meeting', about);

  test('still make another one beside the point, or bring a sentence into it', () => {
    expect(shownCodes([meeting])).toEqual(['first-meeting']);
    expect(chosen([meeting], { all: [left, meeting] })).toMatchObject({
      shown: [],
      held: [{ code: 'first-meeting', why: 'another-finding' }],
    });
    const { goodbyes, ...facts } = fullFacts['usual-clinician-left'];
    const alone = finding('usual-clinician-left', facts);
    const [shown] = chosen([alone], { all: [alone, full('repeated-goodbyes')] }).shown;
    expect(goodbyes).toBeDefined();
    expect(shown?.finding.facts).toHaveProperty('goodbyes');
  });

  test('are those that a rule or a sentence names', () => {
    expect(codesAffecting(['known-team', 'booking-elsewhere', 'next-contact'])).toEqual([]);
    expect(codesAffecting(['usual-clinician-left'])).toEqual(['trainee-changeover', 'repeated-goodbyes']);
    expect(codesAffecting(['first-meeting'])).toContain('repeated-goodbyes');
    expect(codesAffecting(['continuity-low'])).toEqual(['usual-clinician-left', 'usual-clinician-away']);
  });
});

describe('repeated goodbyes within another card', () => {
  const { goodbyes, ...facts } = fullFacts['usual-clinician-left'];
  const left = finding('usual-clinician-left', facts, {
    counted: ['Encounter/1', 'Encounter/2', 'PractitionerRole/1'],
    number: 2,
  });
  const before = finding('repeated-goodbyes', fullFacts['repeated-goodbyes'], {
    counted: ['Encounter/2', 'Encounter/3', 'Encounter/99', 'PractitionerRole/2'],
    notCounted: [{ reference: 'Encounter/98', reason: 'elsewhere' }],
    number: 3,
    span: { from: on('2021-01-01'), to: on('2025-08-06') },
  });

  test('bring their facts and what they counted', () => {
    const [shown] = chosen([before, left]).shown;
    expect(goodbyes).toBeDefined();
    expect(shown?.finding).toMatchObject({
      code: 'usual-clinician-left',
      facts: { goodbyes: { losses: 3, since: 2022, sinceMove: false } },
      counted: [
        'Encounter/1',
        'Encounter/2',
        'PractitionerRole/1',
        'Encounter/3',
        'Encounter/99',
        'PractitionerRole/2',
      ],
      notCounted: [{ reference: 'Encounter/98', reason: 'elsewhere' }],
      number: 4,
      span: { from: on('2021-01-01'), to: on('2026-09-30') },
    });
  });

  test('leave the card alone where there were none', () => {
    expect(chosen([left]).shown.map(({ finding }) => finding)).toEqual([left]);
  });

  test.each([
    'facts-wrong',
    'unkind-wording',
    'not-right-for-this-person',
  ])('are no sentence once they were answered ‘%s’ by anyone; but are one after ‘not now’', (reason) => {
    const past = [{ ...showing, code: 'repeated-goodbyes', outcome: overridden(reason) }];
    const heeding = (one: readonly PastShowing[]) =>
      chosen([before, left], { remembered: { ...nothingRemembered, past: one, now: 1 } }).shown[0]?.finding.facts;
    expect(heeding(past)).not.toHaveProperty('goodbyes');
    expect(heeding([{ ...showing, code: 'repeated-goodbyes', outcome: overridden('not-now') }])).toHaveProperty(
      'goodbyes',
    );
  });

  test('are no sentence, and no card, where they are retired', () => {
    const remembered = { ...nothingRemembered, retired: new Set(['repeated-goodbyes']) };
    expect(chosen([before, left], { remembered }).shown[0]?.finding.facts).not.toHaveProperty('goodbyes');
    expect(chosen([before], { remembered }).held).toEqual([{ code: 'repeated-goodbyes', why: 'retired' }]);
  });

  test('are no sentence, and no card, where one of them is named by nothing', () => {
    const others = [{ key: 'Practitioner/wren', notNamed: true }];
    expect(chosen([before, left], { others }).shown[0]?.finding.facts).not.toHaveProperty('goodbyes');
    expect(chosen([before], { others }).held).toEqual([{ code: 'repeated-goodbyes', why: 'not-named' }]);
    expect(shownCodes([before])).toEqual(['repeated-goodbyes']);
  });
});

/** A card about a clinician's leaving that was shown to someone else. */
const showing: PastShowing = {
  card: 'card',
  suggestions: [],
  code: 'usual-clinician-leaving',
  material: 'Practitioner/wren 2027-01-31',
  clinicians: ['Practitioner/wren'],
  own: false,
  firstShown: 0,
  outcome: undefined,
};
const overridden = (reason: string) => ({ outcome: 'overridden' as const, reason, at: 0 });

describe('someone else’s leaving, long before it', () => {
  const leaving = full('usual-clinician-leaving', { early: true });
  const booking = full('booking-after-leaving', { early: true });
  const heldAfter = (past: Partial<PastShowing>) => {
    const remembered = { ...nothingRemembered, past: [{ ...showing, ...past }], now: 1 };
    return chosen([leaving, booking], { remembered }).held;
  };
  const accepted = { outcome: 'accepted', reason: undefined, at: 0 } as const;

  test('is told by neither card before they have said goodbye, and by both once they did', () => {
    expect(chosen([leaving, booking]).held).toEqual([
      { code: 'usual-clinician-leaving', why: 'unannounced' },
      { code: 'booking-after-leaving', why: 'unannounced' },
    ]);
    expect(heldAfter({ outcome: accepted })).toEqual([]);
  });

  test.each([
    ['they were only shown the card', {}],
    ['they said that it is not now', { outcome: overridden('not-now') }],
    ['someone else took up the card', { outcome: accepted, clinicians: ['Practitioner/lee'] }],
    ['they took up the card about another last day', { outcome: accepted, material: 'Practitioner/wren 2026-12-31' }],
    ['they took up another card', { outcome: accepted, code: 'first-meeting' }],
  ] as const)('is not told where %s', (_, past) => {
    expect(heldAfter(past).map(({ why }) => why)).toEqual(['unannounced', 'unannounced']);
  });
});

describe('a detection that is retired', () => {
  const [left, low] = [full('usual-clinician-left'), full('continuity-low')];
  const retired = (...codes: string[]) => ({ remembered: { ...nothingRemembered, retired: new Set(codes) } });

  test('has no card, and another finding is shown in its place', () => {
    const { shown, held } = chosen([left, full('serious-injury')], { ...retired('usual-clinician-left'), maxCards: 1 });
    expect(shown.map(({ finding }) => finding.code)).toEqual(['serious-injury']);
    expect(held).toEqual([{ code: 'usual-clinician-left', why: 'retired' }]);
  });

  test('makes no other finding redundant, as one that is only quiet does', () => {
    expect(shownCodes([left, low])).toEqual(['usual-clinician-left']);
    expect(shownCodes([left, low], retired('usual-clinician-left'))).toEqual(['continuity-low']);
    const past = { ...showing, code: 'usual-clinician-left', outcome: overridden('facts-wrong') };
    expect(shownCodes([left, low], { remembered: { ...nothingRemembered, past: [past], now: 1 } })).toEqual([]);
  });

  test('does not come back within the visit in which it was shown', () => {
    const past = [{ ...showing, code: 'usual-clinician-left', material: left.changeKey, own: true, firstShown: 1 }];
    const again = { ...nothingRemembered, past, now: 2 };
    expect(chosen([left], { remembered: again }).shown).toMatchObject([{ again: { card: showing.card } }]);
    expect(
      chosen([left], { remembered: { ...again, ...retired('usual-clinician-left').remembered, past } }).shown,
    ).toEqual([]);
  });

  test('is held back for the chart’s own reason where there is one', () => {
    const given = { ...retired('usual-clinician-left'), person: { deceased: true } };
    expect(chosen([left], given).held).toEqual([{ code: 'usual-clinician-left', why: 'deceased' }]);
  });
});

describe('a finding that stands just after another’s place', () => {
  const diagnosis = full('life-changing-diagnosis');
  const early = { ...diagnosis, justAfter: 'pregnancy-loss' };
  const around = (one: AnyFinding) =>
    shownCodes([full('usual-clinician-left'), one, full('pregnancy-loss'), full('serious-injury')]);

  test('comes before all others that follow that place, and otherwise at its own', () => {
    expect(around(early)).toEqual([
      'pregnancy-loss',
      'life-changing-diagnosis',
      'usual-clinician-left',
      'serious-injury',
    ]);
    expect(around(diagnosis)).toEqual([
      'pregnancy-loss',
      'usual-clinician-left',
      'life-changing-diagnosis',
      'serious-injury',
    ]);
  });

  test('comes there although nothing was found at that place, and is the one card where only one is shown', () => {
    const found = [full('usual-clinician-left'), early];
    expect(shownCodes(found, { maxCards: 1 })).toEqual(['life-changing-diagnosis']);
    expect(shownCodes([full('usual-clinician-left'), diagnosis], { maxCards: 1 })).toEqual(['usual-clinician-left']);
  });
});
