import fc from 'fast-check';
import type { NamedClinician } from '#src/detectors/detector.ts';
import type { BuiltCode, FactsOf } from '#src/detectors/facts.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { Name } from '#src/history/history.ts';
import { asOf } from './findings.ts';

const text = (letter: string, length: number) => letter.repeat(length);

/** Names as they come: usual, long, longest, none. */
export const anyName: fc.Arbitrary<Name | undefined> = fc.constantFrom(
  { prefix: 'Dr', given: 'Ayla', family: 'Patel' },
  { given: 'Amina', family: 'Khan' },
  { prefix: 'Prof.', family: 'Featherstonehaugh-Cholmondeley-Majoribanks' },
  { prefix: text('P', 60), given: text('G', 60), family: text('F', 60), text: text('T', 200) },
  { text: `Zoë ${text('ö', 80)}` },
  undefined,
);

const clinician: fc.Arbitrary<NamedClinician> = anyName.map((name) => ({ reference: 'Practitioner/1', name }));
const flag = fc.boolean();
const day = (from: number, to: number) => fc.integer({ min: from, max: to }).map((offset) => isoDay(asOf + offset));
const past = day(-1800, 0);
const soon = day(1, 500);
const count = (min = 1, max = 999) => fc.integer({ min, max });
const year = fc.integer({ min: 1990, max: 2026 });
const goodbyes = fc.record({ losses: count(2, 12), since: year, sinceMove: flag });

type Any = { readonly [C in BuiltCode]: fc.Arbitrary<FactsOf[C]> };

/** Any facts that a detector may hand over, every combination of what may be absent and of every flag. */
export const anyFacts: Any = {
  'usual-clinician-left': fc.record(
    {
      clinician,
      visits: count(2),
      since: year,
      left: past,
      lastSeen: past,
      firstVisitSince: flag,
      visitsSince: count(0, 40),
      named: clinician,
      goodbyes,
    },
    { requiredKeys: ['clinician', 'visits', 'since', 'lastSeen', 'firstVisitSince', 'visitsSince'] },
  ),
  'usual-clinician-away': fc.record(
    {
      clinician,
      visits: count(),
      of: count(),
      recorded: flag,
      lastActive: past,
      awayUntil: soon,
      openKind: fc.constantFrom('booking', 'task', 'referral', 'activity', 'usual-gap'),
      openDue: day(-300, 500),
    },
    { requiredKeys: ['clinician', 'visits', 'of', 'recorded', 'lastActive', 'openKind'] },
  ),
  'usual-clinician-leaving': fc.record(
    { clinician, you: flag, leaves: soon, visits: count(), nextBooking: soon },
    { requiredKeys: ['clinician', 'you', 'leaves', 'visits'] },
  ),
  'trainee-changeover': fc.record({
    clinician,
    you: flag,
    ends: day(-500, 500),
    recorded: flag,
    passed: flag,
    visits: count(),
    of: count(),
    weeks: count(0, 13),
  }),
  'repeated-goodbyes': fc.integer({ min: 2, max: 8 }).chain((losses) =>
    fc.record({
      clinicians: fc.array(clinician, { minLength: losses, maxLength: losses }),
      left: fc.array(past, { minLength: losses, maxLength: losses }),
      losses: fc.constant(losses),
      leastVisits: count(2, 40),
      since: year,
      sinceMove: flag,
    }),
  ),
  'continuity-fell': fc.record({
    clinician,
    you: flag,
    recentWith: count(0),
    recentOf: count(3),
    recentClinicians: count(1, 99),
    beforeWith: count(0),
    beforeOf: count(5),
    until: past,
    faceToFace: flag,
  }),
  'continuity-low': fc.record(
    {
      clinician,
      you: flag,
      with: count(0),
      of: count(5),
      percent: count(0, 39),
      clinicians: count(1, 99),
      reasons: fc.subarray(['conditions', 'age', 'dementia', 'smi', 'palliative', 'pregnancy'] as const, {
        minLength: 1,
      }),
      conditions: count(1, 20),
      faceToFace: flag,
    },
    { requiredKeys: ['you', 'with', 'of', 'percent', 'clinicians', 'reasons', 'faceToFace'] },
  ),
  'first-meeting': fc.record(
    { clinician, visits: count(5), years: count(0, 5), lastSeen: past, named: flag, user: clinician, goodbyes },
    { requiredKeys: ['clinician', 'visits', 'years', 'lastSeen', 'named'] },
  ),
  'known-team': fc.record(
    {
      members: fc.array(fc.record({ clinician, visits: count(1, 366), you: flag }), { minLength: 2, maxLength: 6 }),
      of: count(6),
      team: fc.constant('CareTeam/1'),
    },
    { requiredKeys: ['members', 'of'] },
  ),
};
