import fc from 'fast-check';
import type { NamedClinician } from '#src/detectors/detector.ts';
import type { Code, FactsOf } from '#src/detectors/index.ts';
import { diagnoses } from '#src/detectors/losses/diagnoses.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { Name } from '#src/history/history.ts';
import { asOf } from '../../scripts/docs/example-findings.ts';

const text = (letter: string, length: number) => letter.repeat(length);

/** A name as most clinicians have it. */
export const usualName: Name = { prefix: 'Dr', given: 'Ayla', family: 'Patel' };

/** Names as they come: usual, long, of many words, longest, none. */
export const anyName: fc.Arbitrary<Name | undefined> = fc.constantFrom(
  usualName,
  { given: 'Amina', family: 'Khan' },
  { prefix: 'Dr', given: 'Ana Maria', family: 'de la Cruz y Vega' },
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
const after = fc.record({ clinician, left: past });
const note = fc.record({ clinician, written: past, together: flag });
const goodbyes = fc.record({ losses: count(2, 12), since: year, sinceMove: flag });

const relation = fc.constantFrom('wife', 'partner', 'son', 'child', 'mother', 'parent', 'sister', 'sibling');

const kind = fc.constantFrom(
  'asthma-review',
  'cervical-screening',
  'medication-review',
  'Annual check of the feet',
  'Crohn’s check',
  'BP and ECG',
  text('k', 90),
  '<b>reminder</b> [*]',
);
const words = fc.constantFrom(
  'poor sleep',
  'late tablets',
  'I stop ringing my sister.',
  '“Up” all night',
  text('w', 300),
);
const signs = [
  'symptom-sleep',
  'symptom-headache',
  'symptom-breathlessness',
  'missed-appointment',
  'emergency-contact',
  'medicine-late',
  'contacts',
  'new-clinician',
] as const;
const relapsing = [
  'depression',
  'bipolar',
  'psychosis',
  'heart-failure',
  'asthma',
  'copd',
  'inflammatory-bowel-disease',
  'eczema',
  'rheumatoid-arthritis',
  'gout',
  'multiple-sclerosis',
  'epilepsy',
  'migraine',
] as const;

const diagnosisSets = diagnoses.map(({ set }) => set);

type Any = { readonly [C in Code]: fc.Arbitrary<FactsOf[C]> };

/** Any facts that a detector may hand over, every combination of what may be absent and of every flag. */
export const anyFacts: Any = {
  bereavement: fc.record(
    {
      relation,
      died: past,
      dayKnown: flag,
      recorded: past,
      later: flag,
      visitsSince: count(0, 99),
      firstVisitSince: flag,
      throughCarer: flag,
      contactDays: count(1, 60),
    },
    { requiredKeys: ['recorded', 'dayKnown', 'later', 'firstVisitSince', 'throughCarer', 'contactDays'] },
  ),
  anniversary: fc.record(
    {
      relation,
      died: past,
      years: count(1, 10),
      anniversary: day(-14, 14),
      when: fc.constantFrom('before', 'last', 'earlier', 'today', 'soon', 'next', 'later'),
    },
    { requiredKeys: ['died', 'years', 'anniversary', 'when'] },
  ),
  'child-in-hospital': fc.record({ from: past, to: past, oneDay: flag }, { requiredKeys: ['from', 'oneDay'] }),
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
      note,
      aboutMe: past,
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
    { clinician, you: flag, leaves: soon, visits: count(), nextBooking: soon, early: flag, noteBegun: flag },
    { requiredKeys: ['clinician', 'you', 'leaves', 'visits', 'early', 'noteBegun'] },
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
    noteBegun: flag,
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
    beforeWith: count(1),
    beforeOf: count(5),
    until: past,
    faceToFace: flag,
  }),
  'continuity-low': fc
    .record(
      {
        clinician,
        you: flag,
        with: count(0),
        of: count(5),
        percent: count(0, 39),
        clinicians: count(1, 99),
        reasons: fc.subarray(['conditions', 'age', 'dementia', 'smi', 'palliative', 'pregnancy', 'symptoms'] as const, {
          minLength: 1,
        }),
        conditions: count(2, 20),
        faceToFace: flag,
      },
      { requiredKeys: ['you', 'with', 'of', 'percent', 'clinicians', 'reasons', 'faceToFace'] },
    )
    .map((facts) => ({ ...facts, with: Math.max(facts.with, facts.clinician === undefined ? 1 : 0) })),
  'first-meeting': fc.record(
    {
      clinician,
      visits: count(5),
      years: count(0, 5),
      lastSeen: past,
      named: flag,
      user: clinician,
      note,
      aboutMe: past,
      goodbyes,
    },
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
  'late-presentation': count(2, 3).chain((late) =>
    fc.record({
      late: fc.constant(late),
      of: count(3, 5),
      intervals: fc.array(count(31, 730), { minLength: late, maxLength: late }),
      overDays: fc.constantFrom(30, 90),
    }),
  ),
  'emergency-first': count(2, 3).chain((emergency) =>
    fc.record({
      emergency: fc.constant(emergency),
      of: count(emergency, 3),
      days: fc.array(past, { minLength: emergency, maxLength: emergency }),
      alsoSeen: flag,
    }),
  ),
  'gone-quiet': fc.record(
    {
      lastSeen: past,
      gapDays: count(180, 2000),
      gapMonths: count(5, 66),
      usualGapDays: count(1, 400),
      visits: count(6),
      years: count(0, 3),
      due: fc.constantFrom('medicine', 'invitation', 'task', 'referral', 'activity', 'condition'),
      dueSince: past,
      dueFor: kind,
      here: flag,
      after,
    },
    { requiredKeys: ['lastSeen', 'gapDays', 'gapMonths', 'usualGapDays', 'visits', 'years', 'due', 'here'] },
  ),
  'unanswered-invitations': fc.record({
    invitations: count(3, 40),
    kinds: fc.uniqueArray(kind, { minLength: 2 }),
    sent: fc.array(past, { minLength: 3, maxLength: 12 }),
  }),
  'missed-appointments': fc.record(
    {
      missed: count(3),
      booked: count(5),
      missedBefore: count(0),
      bookedBefore: count(0),
      changed: flag,
      often: flag,
      after,
    },
    { requiredKeys: ['missed', 'booked', 'missedBefore', 'bookedBefore', 'changed', 'often'] },
  ),
  'medicine-not-collected': fc.record(
    {
      medicine: fc.constantFrom(
        'Sertraline 50 mg tablets',
        'Insulin glargine 100 units/ml solution for injection',
        'antidepressant',
        text('M', 120),
        'a*b_c',
        '. ',
      ),
      builtUp: flag,
      ranOut: past,
      daysLate: count(14, 400),
      supplies: count(4, 60),
      onTime: count(0, 60),
      after,
    },
    { requiredKeys: ['medicine', 'builtUp', 'ranOut', 'daysLate', 'supplies', 'onTime'] },
  ),
  'quiet-pattern': fc
    .record({ missed: count(3), invitations: count(3), ranOut: past, lastSeen: past, late: count(2, 3) })
    .chain((all) =>
      fc.subarray(['missed', 'invitations', 'ranOut', 'lastSeen', 'late'] as const, { minLength: 3 }).map((kept) => ({
        patterns: kept.length,
        ...Object.fromEntries(kept.map((name) => [name, all[name]])),
      })),
    ),
  'illness-signature': fc.integer({ min: 2, max: 10 }).chain((relapses) =>
    fc
      .record(
        {
          condition: fc.constantFrom(...relapsing),
          relapse: fc.constant('Condition/low'),
          signs: fc.uniqueArray(
            fc.record({
              sign: fc.constantFrom(...signs),
              before: count(1, relapses),
              of: fc.constant(relapses),
              settled: count(0, 40),
              settledOf: count(12, 400),
            }),
            { minLength: 1, maxLength: 4, selector: ({ sign }) => sign },
          ),
          days: fc.array(past, { minLength: 4, maxLength: 4 }),
          missing: count(0, 2),
          relapses: fc.constant(relapses),
          settled: count(12, 400),
          together: count(0, relapses),
          togetherSettled: count(0, 30),
          windowDays: fc.constantFrom(7, 14, 28, 42),
          plan: flag,
        },
        {
          requiredKeys: [
            'condition',
            'signs',
            'days',
            'missing',
            'relapses',
            'settled',
            'together',
            'togetherSettled',
            'windowDays',
            'plan',
          ],
        },
      )
      .map(({ days, missing, ...facts }) => {
        const present = facts.signs.slice(0, Math.max(Math.min(2, facts.signs.length), facts.signs.length - missing));
        return {
          ...facts,
          present: present.map(({ sign }, i) => ({ sign, on: days[i] ?? '2026-11-01' })),
          togetherOf: relapses,
          always: facts.together === relapses,
          all: present.length === facts.signs.length,
        };
      }),
  ),
  'shared-signature': fc
    .record(
      {
        of: count(1, 12),
        signs: fc.array(fc.record({ text: words, on: past }), { minLength: 1, maxLength: 6 }),
        written: past,
        author: clinician,
        you: flag,
        together: flag,
        words,
        reviewDue: flag,
      },
      { requiredKeys: ['of', 'signs', 'you', 'together', 'reviewDue'] },
    )
    .map((facts) => ({ ...facts, present: facts.signs.length })),
  'left-before-seen': fc.record(
    { on: past, stage: fc.constantFrom('unseen', 'untreated'), emergency: flag, waitedMinutes: count(20, 1440) },
    { requiredKeys: ['on', 'stage', 'emergency'] },
  ),
  'promise-open': fc.record({ kind: fc.constantFrom('call', 'result', 'letter'), due: past }),
  'abrupt-move': fc.record({
    clinician,
    you: flag,
    visits: count(6),
    of: count(6),
    until: past,
    since: count(2),
    seen: fc.constantFrom('you', 'both', 'others'),
  }),
  'uneven-contact': fc.record({ visits: count(3, 40), upTo: count(4, 91) }, { requiredKeys: ['visits'] }),
  'many-contacts': fc.record({
    days: count(8, 182),
    from: past,
    clinicians: count(1, 60),
    usual: count(0, 60),
    shortIntervals: count(0, 180),
    comparedWith: fc.constantFrom('practice', 'own-past'),
    yearBefore: flag,
    after,
  }),
  'persistent-symptoms': fc
    .record({
      symptoms: count(0, 24),
      months: fc.constantFrom(12, 24),
      syndromes: fc.subarray(['irritable-bowel', 'fibromyalgia', 'chronic-fatigue'] as const),
      tried: fc.constantFrom('referrals', 'normal'),
      withoutCause: count(2, 30),
      withCause: count(0, 5),
      unlinked: count(0, 5),
      years: count(1, 10),
      normal: count(2, 40),
      signing: flag,
    })
    .map(({ symptoms, syndromes, months, tried, withoutCause, withCause, unlinked, years, normal, signing }) => ({
      symptoms: syndromes.length === 0 ? symptoms + 2 : symptoms,
      syndromes,
      months,
      signing,
      ...(tried === 'normal'
        ? { normal }
        : { referrals: withoutCause + withCause + unlinked, withoutCause, withCause, years }),
    })),
  'booking-elsewhere': fc.record({ clinician, you: flag, other: clinician, visits: count(4), of: count(4), on: soon }),
  'booking-after-leaving': fc.record({
    clinician,
    you: flag,
    leaves: day(-300, 500),
    gone: flag,
    visits: count(3),
    on: soon,
    early: flag,
  }),
  'next-contact': fc.record(
    { clinician, you: flag, usual: clinician, days: count(1, 366), bookedLater: fc.constant(true) },
    { requiredKeys: ['clinician', 'you', 'days'] },
  ),
  'pregnancy-loss': fc.record({ kind: fc.constantFrom('pregnancy-loss', 'infertility'), on: past }),
  'life-changing-diagnosis': fc
    .record({ on: past, agoDays: count(1, 300), here: flag, met: flag, diagnosis: fc.constantFrom(...diagnosisSets) })
    .map(({ diagnosis, ...rest }) => (rest.met ? { ...rest, diagnosis } : rest)),
  'serious-injury': fc.record({ left: past, here: flag }),
  'palliative-care': fc.record(
    {
      form: fc.constantFrom('person', 'carer'),
      clinician,
      named: flag,
      you: flag,
      on: past,
      since: past,
      here: flag,
      aboutMe: past,
    },
    { requiredKeys: ['form', 'named', 'you', 'on', 'here'] },
  ),
  'write-signature': fc.integer({ min: 2, max: 10 }).chain((relapses) =>
    fc.record(
      {
        condition: fc.constantFrom(...relapsing),
        relapse: fc.constant('Condition/low'),
        relapses: fc.constant(relapses),
        began: past,
        ended: past,
        signs: fc.uniqueArray(fc.record({ sign: fc.constantFrom(...signs), before: count(1, relapses) }), {
          maxLength: 3,
          selector: ({ sign }) => sign,
        }),
        learned: flag,
        windowDays: fc.constantFrom(7, 14, 28, 42),
      },
      { requiredKeys: ['condition', 'relapses', 'began', 'signs', 'learned', 'windowDays'] },
    ),
  ),
};
