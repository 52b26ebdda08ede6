import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Finding } from '#src/detectors/detector.ts';
import { detectors } from '#src/detectors/index.ts';
import { runDetectors } from '#src/detectors/run.ts';
import { parseDay } from '#src/history/calendar.ts';
import type { Contact, Reading } from '#src/history/history.ts';
import type { Opening } from '#src/history/opening.ts';
import {
  clinician,
  condition,
  contact,
  drawn,
  known,
  type Life,
  openedBy,
  practice,
  readingOf,
  role,
  today,
} from '../support/builders.ts';

/** Lives in which something is found, so that the properties speak of more than silence. */
const telling: Readonly<Record<string, Life>> = {
  'continuity-fell': {
    contacts: [...drawn('AAAAAAAABA', { from: 1090, to: 370 }), ...drawn('BCADEF', { from: 360, to: 10 })],
  },
  'continuity-low': {
    contacts: drawn('ABCDEFABC', { from: 700, to: 10 }),
    person: { born: today - 30_000, namedClinician: 'A' },
  },
  'first-meeting': { contacts: drawn('AAABAAACAAA', { from: 1700, to: 50 }) },
  'known-team': { contacts: drawn('ABCABCABCD', { from: 360, to: 5 }) },
};

const someone = fc.constantFrom(...'ABCDEFGNTL');
const someContact = (from: number, to: number) =>
  fc
    .record({
      who: someone,
      daysAgo: fc.integer({ min: to, max: from }),
      setting: fc.constantFrom('practice' as const, 'remote' as const, 'home' as const),
      urgent: fc.boolean(),
      here: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    })
    .map(({ who, daysAgo, ...difference }) => contact(who, daysAgo, difference));
const someCondition = fc
  .record({
    group: fc.constantFrom('diabetes', 'asthma', 'copd', 'dementia', 'stroke', 'pregnancy', 'palliative-care'),
    active: fc.boolean(),
    recorded: fc.option(fc.integer({ min: today - 900, max: today }), { nil: undefined }),
  })
  .map(({ group, ...rest }) => condition([group], 0, { reference: `Condition/${group}`, onset: undefined, ...rest }));

/** One of the telling lives with some more visits and conditions; sometimes nothing of the first. */
const someLife: fc.Arbitrary<Life> = fc
  .record({
    base: fc.constantFrom<Life>({}, ...Object.values(telling)),
    more: fc.array(someContact(1800, 0), { maxLength: 6 }),
    conditions: fc.array(someCondition, { maxLength: 5 }),
  })
  .map(({ base, more, conditions }) => ({ ...base, contacts: [...(base.contacts ?? []), ...more], conditions }));

const found = (life: Life, opening = openedBy()) => run(readingOf(life), opening);

function run(reading: Reading, opening: Opening): readonly Finding[] {
  const { findings, skipped } = runDetectors(detectors, reading, opening);
  expect(skipped.filter(({ why }) => why === 'threw')).toEqual([]);
  return findings;
}

test.each(Object.entries(telling))('the life that tells %s does', (code, life) => {
  expect(found(life).map((finding) => finding.code)).toContain(code);
});

describe('whatever the life', () => {
  test('moving all its days alike by weeks moves what is found, and changes nothing else', () => {
    fc.assert(
      fc.property(someLife, fc.integer({ min: 0, max: 600 }), (life, weeks) => {
        const movedFor = (days: number) =>
          unmoored(found(movedBy(life, days), movedOpening(days))).map(({ span, ...finding }) =>
            withoutDates({ ...finding, span: { from: span.from - days, to: span.to - days } }),
          );
        expect(movedFor(afterLockdown + 7 * weeks)).toEqual(movedFor(afterLockdown));
      }),
    );
  });

  test('but D4 leaves out the days in which people were told not to come, wherever they lie in a life', () => {
    const life: Life = {
      contacts: drawn('A'.repeat(24), { from: 1400, to: 300 }),
      conditions: [condition(['asthma'], 2000)],
    };
    const usual = (days: number) =>
      found(movedBy(life, days), movedOpening(days)).find(({ code }) => code === 'gone-quiet')?.facts.usualGapDays;
    expect(usual(afterLockdown + 7)).toBe(usual(afterLockdown));
    expect(usual(-7 * 156)).not.toBe(usual(afterLockdown));
  });

  test('what is dated after today changes nothing', () => {
    const future = fc.record({
      contacts: fc.array(someContact(-1, -400), { maxLength: 5 }),
      conditions: fc.array(
        someCondition.map((one) => ({ ...one, reference: 'Condition/later', active: true, recorded: today + 1 })),
        { maxLength: 3 },
      ),
      seen: fc.array(fc.integer({ min: 1, max: 400 })),
    });
    fc.assert(
      fc.property(someLife, future, (life, later) => {
        const activity = (days: readonly number[]): Life => ({
          activity: new Map([['A', known({ days: [...days, today - 3], since: today - 365 })]]),
        });
        const after: Life = {
          ...life,
          ...activity(later.seen.map((ahead) => today + ahead)),
          contacts: [...(life.contacts ?? []), ...later.contacts],
          conditions: [...(life.conditions ?? []), ...later.conditions],
        };
        expect(found(after)).toEqual(found({ ...life, ...activity([]) }));
      }),
    );
  });

  test('a visit entered in error changes nothing but what is told as not counted', () => {
    fc.assert(
      fc.property(someLife, someContact(1800, 0), (life, one) => {
        const wrong: Contact = { ...one, reference: 'Encounter/wrong', excluded: 'entered-in-error' };
        const after = found({ ...life, contacts: [...(life.contacts ?? []), wrong] });
        const told = after.map(({ notCounted, ...finding }) => ({
          ...finding,
          notCounted: notCounted.filter(({ reference }) => reference !== wrong.reference),
        }));
        expect(told).toEqual(found(life));
        for (const finding of after) expect(finding.counted).not.toContain(wrong.reference);
      }),
    );
  });

  /** What is in the record came with the person; a next contact may rest on it. */
  const aboutEntries = new Set(['life-changing-diagnosis', 'palliative-care', 'next-contact']);

  test('of someone new to the practice nothing is found but what an entry says', () => {
    const since = fc.integer({ min: 0, max: 181 });
    fc.assert(
      fc.property(someLife, since, fc.boolean(), (life, daysAgo, isRegistered) => {
        const arrived = today - daysAgo;
        const contacts = (life.contacts ?? []).map((one) => ({ ...one, here: one.here && (one.day ?? 0) >= arrived }));
        const person = { ...life.person, registeredSince: isRegistered ? arrived : undefined };
        const findings = found({ ...life, contacts, person }).filter(({ code }) => !aboutEntries.has(code));
        expect(findings).toEqual([]);
      }),
    );
  });

  test('no number is counted twice, and nothing is both counted and not', () => {
    fc.assert(
      fc.property(someLife, (life) => {
        for (const { counted, notCounted, number, unit, span } of found(life)) {
          const all = [...counted, ...notCounted.map(({ reference }) => reference)];
          expect(new Set(all).size).toBe(all.length);
          const visits = counted.filter((reference) => reference.startsWith('Encounter/'));
          if (unit === 'visits') expect(visits).toHaveLength(number);
          expect(span.from).toBeLessThanOrEqual(span.to);
        }
      }),
    );
  });

  test('the order in which clinicians and conditions came changes nothing', () => {
    fc.assert(
      fc.property(someLife, (life) => {
        const turned = {
          ...life,
          clinicians: practice.toReversed(),
          conditions: (life.conditions ?? []).toReversed(),
        };
        expect(found(turned).map(sorted)).toEqual(found(life).map(sorted));
      }),
    );
  });
});

test('a role that ends after today changes nothing in continuity and meetings', () => {
  const own = (findings: readonly Finding[]) => findings.filter(({ code }) => code in telling);
  for (const life of Object.values(telling)) {
    const ahead = practice.map((one) =>
      clinician(one.key, [role(one.key, one.roles?.[0]?.kind, { end: today + 200 })]),
    );
    expect(own(found({ ...life, clinicians: ahead }))).toEqual(own(found(life)));
  }
});

/** So many days later no life of these reaches back to the lockdown, whose days D4 leaves out: they can't be moved. */
const afterLockdown = 7 * 300;

/** Training posts end on days of the calendar, not so many weeks after one another. */
function unmoored(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ code }) => code !== 'trainee-changeover');
}

function movedBy(life: Life, days: number): Life {
  const moved = (day: number | undefined) => (day === undefined ? undefined : day + days);
  return {
    ...life,
    contacts: (life.contacts ?? []).map((one) => ({
      ...one,
      day: moved(one.day),
      startedAt: one.startedAt === undefined ? undefined : one.startedAt + days * 86_400_000,
    })),
    conditions: (life.conditions ?? []).map((one) => ({ ...one, recorded: moved(one.recorded) })),
    person: {
      ...life.person,
      born: moved(life.person?.born ?? parseDay('1980-05-05')),
      registeredSince: moved(parseDay('2010-01-01')),
    },
  };
}

function movedOpening(days: number): Opening {
  const { asOf, now, ...opening } = openedBy();
  return { ...opening, asOf: asOf + days, now: now + days * 86_400_000 };
}

/** Facts and keys say days and years; counts, resources and spans say all the rest. */
function withoutDates({ facts, changeKey: _, ...finding }: Finding): object {
  return {
    ...finding,
    numbers: Object.entries(facts).filter(([name, fact]) => typeof fact === 'number' && name !== 'since'),
  };
}

function sorted({ counted, ...finding }: Finding): object {
  return { ...finding, counted: counted.toSorted() };
}
