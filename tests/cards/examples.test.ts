import { describe, expect, test } from '@jest/globals';
import { cardTextOf } from '#src/cards/card-text.ts';
import { wordsIn } from '#src/cards/words.ts';
import type { Code } from '#src/detectors/index.ts';
import { fullFacts } from '../../scripts/docs/example-facts.ts';
import { asOf, finding, khan, on, person } from '../../scripts/docs/example-findings.ts';

interface Example {
  readonly code: Code;
  readonly case?: string;
  readonly with?: object;
  readonly summary: string;
  readonly detail: string;
}

const threeSigns = ['symptom-headache', 'symptom-sleep', 'medicine-late'].map((sign) => ({
  sign,
  before: 3,
  of: 4,
  settled: 1,
  settledOf: 26,
}));

/** Cards as they are read, on 20 November 2026. */
const examples: readonly Example[] = [
  {
    code: 'usual-clinician-left',
    summary: 'Dr Patel, who saw Mrs Khan 14 times since 2021, left the practice on 31 July.',
    detail:
      'You might ask how that has been, and agree with her who comes next. Worth reading: Dr Patel’s note (28 July) and her own words (3 May). This looks like her first visit since; her named GP is now Dr Lee.',
  },
  {
    code: 'usual-clinician-left',
    case: 'without a recorded day',
    with: { left: undefined, named: undefined, goodbyes: undefined, note: undefined, aboutMe: undefined },
    summary: 'Dr Patel, who saw Mrs Khan 14 times since 2021, is no longer recorded as working here.',
    detail:
      'You might ask how that has been, and agree with her who comes next. Her last recorded visit with Dr Patel was on 2 June. This looks like her first visit since; no new usual GP stands out yet.',
  },
  {
    code: 'usual-clinician-left',
    case: 'with visits since',
    with: {
      firstVisitSince: false,
      visitsSince: 2,
      named: undefined,
      goodbyes: undefined,
      note: undefined,
      aboutMe: undefined,
    },
    summary: 'Dr Patel, who saw Mrs Khan 14 times since 2021, left the practice on 31 July.',
    detail:
      'You might ask how that has been, and agree with her who comes next. When a familiar doctor leaves, some people come less often or find starting again harder. Since then 2 GP visits are recorded; no new usual GP stands out yet.',
  },
  {
    code: 'usual-clinician-left',
    case: 'where a visit since can’t be denied',
    with: {
      firstVisitSince: false,
      visitsSince: undefined,
      named: undefined,
      goodbyes: undefined,
      note: undefined,
      aboutMe: undefined,
    },
    summary: 'Dr Patel, who saw Mrs Khan 14 times since 2021, left the practice on 31 July.',
    detail:
      'You might ask how that has been, and agree with her who comes next. When a familiar doctor leaves, some people come less often or find starting again harder.',
  },
  {
    code: 'usual-clinician-left',
    case: 'where the note is the clinician’s alone',
    with: {
      named: undefined,
      goodbyes: undefined,
      aboutMe: undefined,
      note: { ...fullFacts['usual-clinician-left'].note, together: false },
    },
    summary: 'Dr Patel, who saw Mrs Khan 14 times since 2021, left the practice on 31 July.',
    detail:
      'You might ask how that has been, and agree with her who comes next. Dr Patel left a note for whoever comes next (28 July). This looks like her first visit since; no new usual GP stands out yet.',
  },
  {
    code: 'usual-clinician-away',
    summary:
      'Dr Patel, seen at 6 of Mrs Khan’s last 8 GP visits, has had no recorded consultations here since 2 September.',
    detail:
      'You might let her know who can see her meanwhile. A referral for Mrs Khan is still open, due 30 November. No reason is shown; the absence may be temporary.',
  },
  {
    code: 'usual-clinician-away',
    case: 'by a recorded absence',
    with: { recorded: true, openKind: 'usual-gap' },
    summary: 'Dr Patel, seen at 6 of Mrs Khan’s last 8 GP visits, is recorded as away until 10 January.',
    detail:
      'You might let her know who can see her meanwhile. Going by her own usual interval, Mrs Khan may be due a visit about now. No reason is shown; the absence may be temporary.',
  },
  {
    code: 'usual-clinician-leaving',
    summary: 'Dr Wren, who has seen Mrs Khan 9 times in the past year, is recorded as leaving on 31 January.',
    detail:
      'You might mention it to her, and agree who she would like to see next. A planned goodbye and a named next clinician may help. Her next appointment with Dr Wren is booked for 12 December.',
  },
  {
    code: 'usual-clinician-leaving',
    case: 'told to the one who leaves',
    with: { you: true },
    summary: 'You are recorded as leaving on 31 January. Mrs Khan has seen you 9 times in the past year.',
    detail:
      'You might tell her yourself, and introduce or name who comes next. A planned goodbye and a named next clinician may help. Her next appointment with you is booked for 12 December.',
  },
  {
    code: 'trainee-changeover',
    summary: 'Dr Osei, whose training post ends on 3 February, has seen Mrs Khan at 5 of her last 6 GP visits.',
    detail:
      'You might ask whom she would like to see afterwards, and add a handover note in her own words. The change is about 10 weeks away.',
  },
  {
    code: 'trainee-changeover',
    case: 'on the calendar’s day, passed',
    with: { recorded: false, passed: true, ends: '2026-08-05', weeks: 15 },
    summary: 'Dr Osei, whose training post may have ended on 5 August, saw Mrs Khan at 5 of her last 6 GP visits.',
    detail:
      'You might ask whom she would like to see next, and add a handover note in her own words. No end is recorded; the usual changeover day was about 15 weeks ago.',
  },
  {
    code: 'repeated-goodbyes',
    summary: 'Of the GPs Mrs Khan knew well, 3 have moved on (March 2022, August 2023 and August 2025).',
    detail:
      'If you expect to be here for a while, it may help to say so and to offer the next appointment with you. These were Dr Patel, Dr Wren and Dr Lee. Each had seen her at least 4 times.',
  },
  {
    code: 'repeated-goodbyes',
    case: 'since moving here',
    with: { sinceMove: true },
    summary:
      'Of the GPs Mrs Khan knew well, 3 have moved on since she came here (March 2022, August 2023 and August 2025).',
    detail:
      'If you expect to be here for a while, it may help to say so and to offer the next appointment with you. Each had seen her at least 4 times.',
  },
  {
    code: 'continuity-fell',
    summary:
      'Mrs Khan has seen 7 GPs in her last 9 GP visits; of the 10 before (to November 2025), 9 were with Dr Wren.',
    detail:
      'You might ask whether she would like Dr Wren for ongoing problems, and book the follow-up there. One of the recent visits was with Dr Wren, who still works here.',
  },
  {
    code: 'continuity-fell',
    case: 'told to the usual clinician, face to face',
    with: { you: true, faceToFace: true, recentWith: 0 },
    summary:
      'Mrs Khan has seen 7 GPs in her last 9 face-to-face GP visits; of the 10 before (to November 2025), 9 were with you.',
    detail:
      'You might ask whether she would like to see you for ongoing problems, and book the follow-up with you. None of the recent visits was with you.',
  },
  {
    code: 'continuity-low',
    summary: 'Mrs Khan saw her named GP, Dr Wren, at 2 of her last 9 GP visits.',
    detail:
      'You might check whether the named GP on record is still the person she would choose. Knowing one clinician well seems to matter most when living with several long-term conditions (4 are recorded). In these visits she saw 6 different GPs.',
  },
  {
    code: 'continuity-low',
    case: 'without a named GP',
    with: { clinician: undefined, reasons: ['pregnancy'] },
    summary: 'Mrs Khan has seen 6 GPs in her last 9 GP visits, none of them more than twice.',
    detail:
      'You might ask whom she would prefer to see, and book the follow-up with that person. Knowing one clinician well seems to matter most in pregnancy.',
  },
  {
    code: 'first-meeting',
    summary: 'This looks like your first meeting with Mrs Khan. Dr Lee has seen her 22 times over 6 years.',
    detail:
      'You might say you have read the notes, and ask what matters most to her. Worth reading: Dr Patel’s note (28 July) and her own words (3 May). A message to Dr Lee may keep the thread.',
  },
  {
    code: 'first-meeting',
    case: 'with the named GP, without goodbyes',
    with: { named: true, goodbyes: undefined, note: undefined, aboutMe: undefined },
    summary:
      'This looks like your first meeting with Mrs Khan. Dr Lee, her named GP, has seen her 22 times over 6 years.',
    detail:
      'You might say you have read the notes, and ask what matters most to her. Her last recorded visit with Dr Lee was on 3 October. A message to Dr Lee may keep the thread.',
  },
  {
    code: 'known-team',
    summary:
      'Mrs Khan is known to a small team here: Nurse Dean (11 visits), Dr Lee (6) and Mr Roy (4) in the past year.',
    detail:
      'You might name this team to her, and agree who holds the plan. Together they have seen her at 21 of her 24 visits.',
  },
  {
    code: 'late-presentation',
    summary: 'Of Mrs Khan’s last 4 new problems, 3 had been present for over 3 months before they were recorded.',
    detail:
      'You might say that you are glad she came, and agree what would be worth an early call. It took about 3–5 months each time. There can be many reasons, such as work or how easy it was to be seen.',
  },
  {
    code: 'emergency-first',
    summary: 'Of Mrs Khan’s last 3 serious diagnoses, 2 were first recorded in an emergency (May 2024 and June 2026).',
    detail:
      'You might ask what made it hard to be seen sooner, and what would help next time. She had seen a GP in the year before each. This may be how the illness showed itself, or how care could be reached.',
  },
  {
    code: 'emergency-first',
    case: 'without earlier contact',
    with: { alsoSeen: false },
    summary: 'Of Mrs Khan’s last 3 serious diagnoses, 2 were first recorded in an emergency (May 2024 and June 2026).',
    detail:
      'You might ask what made it hard to be seen sooner, and what would help next time. This may be how the illness showed itself, or how care could be reached.',
  },
  {
    code: 'gone-quiet',
    summary: 'Before today Mrs Khan was last here about 11 months ago; for 3 years she came about every 2 months.',
    detail:
      'You might say it is good to see her, and ask how she is. This came after Dr Patel left in October 2025, perhaps by chance. All may be well, care was perhaps found elsewhere, or being seen was hard.',
  },
  {
    code: 'gone-quiet',
    case: 'without a visit now, from visits of less than a year',
    with: {
      here: false,
      due: 'medicine',
      dueSince: undefined,
      dueFor: undefined,
      years: 0,
      usualGapDays: 25,
      after: undefined,
    },
    summary: 'Mrs Khan was last here about 11 months ago; until then she came about every 4 weeks.',
    detail:
      'A short, friendly message might ask how she is, and offer a visit. A repeat medicine was due. All may be well, care was perhaps found elsewhere, or being seen was hard.',
  },
  {
    code: 'unanswered-invitations',
    summary:
      'No reply is recorded to 3 invitations to Mrs Khan: asthma review, cervical screening and annual check of the feet.',
    detail:
      'You might ask which, if any, matters to her now, and what would make it easier. They were sent in February, May and September. A reply may have gone unrecorded here; a personal word may help more than another letter.',
  },
  {
    code: 'missed-appointments',
    summary: 'Mrs Khan has missed 4 of 7 booked appointments in the past year (none of 11 in the 2 years before).',
    detail:
      'You might ask what gets in the way; a flexible or phone slot with one person may help. These came after Dr Patel left in July, perhaps by chance. Such a change can mean that life has become harder.',
  },
  {
    code: 'missed-appointments',
    case: 'often, and for long',
    with: { changed: false, often: true, missedBefore: 6, after: undefined },
    summary: 'Mrs Khan has missed 4 of 7 booked appointments in the past year (6 of 11 in the 2 years before).',
    detail:
      'You might ask what gets in the way; a flexible or phone slot with one person may help. Over 3 years this is more than 2 a year, which often goes with services that are hard to use.',
  },
  {
    code: 'missed-appointments',
    case: 'with nothing booked before',
    with: { changed: false, missedBefore: 0, bookedBefore: 0, after: undefined },
    summary: 'Mrs Khan has missed 4 of 7 booked appointments in the past year.',
    detail:
      'You might ask what gets in the way; a flexible or phone slot with one person may help. There can be many reasons, such as work, caring, travel, or the times at which visits are offered.',
  },
  {
    code: 'medicine-not-collected',
    summary:
      'By the dates recorded, Mrs Khan’s sertraline 50 mg tablets ran out about 5 weeks ago; 9 of 10 earlier supplies came on time.',
    detail:
      'You might ask, openly, how she has been getting on with it. This came after Dr Patel left in July, perhaps by chance. There may be stock left or another supplier, or she may have stopped.',
  },
  {
    code: 'medicine-not-collected',
    case: 'of which the dose is built up slowly',
    with: { medicine: 'Lamotrigine 100 mg tablets', builtUp: true, after: undefined },
    summary:
      'By the dates recorded, Mrs Khan’s lamotrigine 100 mg tablets ran out about 5 weeks ago; 9 of 10 earlier supplies came on time.',
    detail:
      'You might ask, openly, how she has been getting on with it. There may be stock left or another supplier, or she may have stopped. After a gap the dose may need building up again.',
  },
  {
    code: 'quiet-pattern',
    summary:
      'We and Mrs Khan have lost touch: 3 visits missed, 3 letters without a reply, one repeat not collected, a long gap and 2 problems seen late.',
    detail:
      'You might make the next contact easy and unhurried, and agree one clear thing worth an early call. Each alone can be chance, and being seen here may have been hard.',
  },
  {
    code: 'quiet-pattern',
    case: 'of three',
    with: { patterns: 3, lastSeen: undefined, late: undefined },
    summary:
      'We and Mrs Khan have lost touch: 3 visits missed, 3 letters without a reply and one repeat not collected.',
    detail:
      'You might make the next contact easy and unhurried, and agree one clear thing worth an early call. Each alone can be chance, and being seen here may have been hard.',
  },
  {
    code: 'quiet-pattern',
    case: 'without missed visits',
    with: { patterns: 3, missed: undefined, ranOut: undefined },
    summary: 'We and Mrs Khan have lost touch: 3 letters without a reply, a long gap and 2 problems seen late.',
    detail:
      'You might make the next contact easy and unhurried, and agree one clear thing worth an early call. The last visit before now was on 16 February. Each alone can be chance, and being seen here may have been hard.',
  },
  {
    code: 'illness-signature',
    summary:
      'Before 3 of her 4 past low spells Mrs Khan had headaches and a missed or cancelled visit; both are recorded again now.',
    detail:
      'You might ask how things are, and whether she would recognise this. Recorded now: headaches (12 November) and a missed or cancelled visit (18 November). This is her own past pattern, not a forecast.',
  },
  {
    code: 'illness-signature',
    case: 'always together, with a note of signs',
    with: { together: 4, always: true, plan: true },
    summary:
      'Before each of her 4 past low spells Mrs Khan had headaches and a missed or cancelled visit; both are recorded again now.',
    detail:
      'You might ask how things are, and whether her note still fits. Recorded now: headaches (12 November) and a missed or cancelled visit (18 November). This is her own past pattern, not a forecast.',
  },
  {
    code: 'illness-signature',
    case: 'of three signs, two of them recorded now',
    with: { signs: threeSigns, all: false },
    summary:
      'Before 3 of 4 past low spells Mrs Khan had 2 or more of headaches, poor sleep and a late repeat; 2 recorded again now.',
    detail:
      'You might ask how things are, and whether she would recognise this. Recorded now: headaches (12 November) and a missed or cancelled visit (18 November). This is her own past pattern, not a forecast.',
  },
  {
    code: 'illness-signature',
    case: 'of three signs, all of them recorded now',
    with: { signs: threeSigns, present: threeSigns.map(({ sign }) => ({ sign, on: '2026-11-12' })) },
    summary:
      'Before 3 of 4 past low spells Mrs Khan had 2 or more of headaches, poor sleep and a late repeat; all recorded again now.',
    detail:
      'You might ask how things are, and whether she would recognise this. The entries are of 12 November. This is her own past pattern, not a forecast.',
  },
  {
    code: 'illness-signature',
    case: 'never together',
    with: { together: 0 },
    summary:
      'Before past low spells Mrs Khan had headaches (each time) and a missed or cancelled visit (3 of 4); both are recorded again now.',
    detail:
      'You might ask how things are, and whether she would recognise this. Recorded now: headaches (12 November) and a missed or cancelled visit (18 November). This is her own past pattern, not a forecast.',
  },
  {
    code: 'illness-signature',
    case: 'of one sign',
    with: {
      condition: 'heart-failure',
      signs: [{ sign: 'weight', before: 3, of: 4, settled: 1, settledOf: 26 }],
      present: [{ sign: 'weight', on: '2026-11-15' }],
      windowDays: 14,
    },
    summary: 'Before 3 of 4 past spells of worse heart symptoms Mrs Khan had a rise in weight, recorded again now.',
    detail:
      'You might ask how things are, and whether she would recognise this. Recorded now: a rise in weight (15 November). This is her own past pattern, not a forecast.',
  },
  {
    code: 'illness-signature',
    case: 'of a sign that a site has added',
    with: {
      signs: [{ sign: 'symptom-back-pain', before: 4, of: 4, settled: 0, settledOf: 26 }],
      present: [{ sign: 'symptom-back-pain', on: '2026-11-15' }],
      together: 4,
      always: true,
    },
    summary: 'Before each of 4 past low spells Mrs Khan had back pain, recorded again now.',
    detail:
      'You might ask how things are, and whether she would recognise this. Recorded now: back pain (15 November). This is her own past pattern, not a forecast.',
  },
  {
    code: 'shared-signature',
    summary: 'Signs that Dr Lee and Mrs Khan wrote down in March are now in the record: poor sleep and late tablets.',
    detail:
      'You might mention the note and ask how she is. The note says: “When I stop sleeping and skip tablets, ring me”. It names 4 signs; the latest entries are 9 November (“poor sleep”) and 2 November (“late tablets”).',
  },
  {
    code: 'shared-signature',
    case: 'told to the one who wrote it, a year ago, about one sign',
    with: {
      present: 1,
      signs: [{ text: 'poor sleep', on: '2026-11-09' }],
      you: true,
      reviewDue: true,
      written: '2025-10-12',
      words: undefined,
    },
    summary: 'A sign that you and Mrs Khan wrote down in October 2025 is now in the record: poor sleep.',
    detail:
      'You might mention the note you wrote together, ask how she is, and look together at whether it is still right. It names 4 signs; the latest entry is 9 November (“poor sleep”).',
  },
  {
    code: 'shared-signature',
    case: 'by nobody known',
    with: { author: undefined, together: false, written: undefined, words: undefined },
    summary: 'Signs written down for Mrs Khan are now in the record: poor sleep and late tablets.',
    detail:
      'You might mention the note and ask how she is. It names 4 signs; the latest entries are 9 November (“poor sleep”) and 2 November (“late tablets”).',
  },
  {
    code: 'persistent-symptoms',
    with: { syndromes: [] },
    summary: 'Mrs Khan has told us of 5 symptoms in 12 months; none of 4 specialist referrals found a cause.',
    detail:
      'You might say that her symptoms are real, and explain what may be happening in the body. Regular planned visits can go alongside any tests. New or changing symptoms still need a fresh look.',
  },
  {
    code: 'persistent-symptoms',
    case: 'where a referral is signed, and one of the earlier ones named a disease',
    with: { syndromes: ['irritable-bowel'], withoutCause: 2, withCause: 1, signing: true },
    summary: 'Mrs Khan has told us of 5 symptoms in 12 months; 2 of 4 specialist referrals found no cause.',
    detail:
      'You might say that her symptoms are real, and explain what may be happening in the body. This referral may be just what is needed; planned visits can go alongside. New or changing symptoms still need a fresh look.',
  },
  {
    code: 'persistent-symptoms',
    case: 'on tests, with a syndrome and one symptom',
    with: {
      symptoms: 1,
      syndromes: ['fibromyalgia'],
      referrals: undefined,
      withoutCause: undefined,
      withCause: undefined,
      years: undefined,
    },
    summary: 'Mrs Khan lives with fibromyalgia; tests on 4 days were normal.',
    detail:
      'You might say that her symptoms are real, and explain what may be happening in the body. Regular planned visits can go alongside any tests. One symptom was noted in the past 12 months. New or changing symptoms still need a fresh look.',
  },
  {
    code: 'booking-elsewhere',
    summary: 'Mrs Khan usually sees Dr Wren (9 of her last 12 GP visits). This booking is with Dr Roy.',
    detail:
      'If it can wait, you might ask whom she would like to see. Dr Wren still works here and is not recorded as away on 3 December.',
  },
  {
    code: 'booking-elsewhere',
    case: 'told to the usual clinician',
    with: { you: true },
    summary: 'Mrs Khan usually sees you (9 of her last 12 GP visits). This booking is with Dr Roy.',
    detail: 'If it can wait, you might ask whom she would like to see. You are not recorded as away on 3 December.',
  },
  {
    code: 'booking-after-leaving',
    summary: 'This booking on 3 March is with Dr Wren, who is recorded as leaving on 31 January.',
    detail:
      'You might agree with her who comes next, and book with that person. Mrs Khan has seen Dr Wren 9 times in the past year.',
  },
  {
    code: 'booking-after-leaving',
    case: 'told to the one who has left',
    with: { you: true, gone: true, leaves: '2026-10-31' },
    summary: 'This booking on 3 March is with you; you are recorded as having left on 31 October.',
    detail:
      'You might agree with her who comes next, and book with that person. Mrs Khan has seen you 9 times in the past year.',
  },
  {
    code: 'next-contact',
    with: { bookedLater: undefined },
    summary: 'Mrs Khan has no visit booked with Dr Wren, whom she usually sees, or with you.',
    detail: 'You might agree one before she leaves. A next visit with the same person can give some steadiness.',
  },
  {
    code: 'next-contact',
    case: 'where one is booked further ahead',
    with: { you: false },
    summary: 'Mrs Khan has no visit booked in the next 2 months with Dr Wren, whom she usually sees, or with Dr Lee.',
    detail: 'You might agree one before she leaves. A next visit with the same person can give some steadiness.',
  },
  {
    code: 'next-contact',
    case: 'told to the usual clinician',
    with: { usual: undefined, bookedLater: undefined },
    summary: 'Mrs Khan has no visit booked with you.',
    detail: 'You might agree one before she leaves. A next visit with the same person can give some steadiness.',
  },
  {
    code: 'write-signature',
    summary:
      'The latest of Mrs Khan’s 3 recorded low spells ended on 30 October; no shared note says yet what came before.',
    detail:
      'You might start a short note together. Before these low spells, the record shows poor sleep (each time) and a missed or cancelled visit (2 of 3); that may be a start.',
  },
  {
    code: 'write-signature',
    case: 'without anything to start from',
    with: { signs: [], ended: undefined },
    summary:
      'The latest of Mrs Khan’s 3 recorded low spells seems to be ending; no shared note says yet what came before.',
    detail:
      'You might start a short note together. Some people find it useful to write down, with someone they trust, what they noticed first.',
  },
  {
    code: 'many-contacts',
    with: { after: undefined },
    summary: 'Mrs Khan has been in touch on 19 days since May, with 11 of us; about 5 would be usual for her.',
    detail:
      'You might read the visits together and ask what worries her most. Planned time with one person may help. Perhaps nobody saw the whole. New or changing symptoms still need a fresh look.',
  },
  {
    code: 'many-contacts',
    case: 'in the year before and after a departure',
    with: { yearBefore: true, shortIntervals: 0 },
    summary: 'Mrs Khan has been in touch on 19 days since May, with 11 of us; about 5 would be usual for her.',
    detail:
      'You might read the visits together and ask what worries her most. Planned time with one person may help. It was so the year before, too. New or changing symptoms still need a fresh look.',
  },
  {
    code: 'uneven-contact',
    summary: 'In 2 years Mrs Khan has had quarters with 6 to 8 visits, and quarters without any.',
    detail:
      'You might agree one small next step with one named person, and keep it. Steady, predictable arrangements can help when contact feels uneven.',
  },
  {
    code: 'abrupt-move',
    summary: 'Mrs Khan saw Dr Ames at 8 of 10 visits up to 6 May; her 4 visits since were with others.',
    detail:
      'You might ask whom she would like to see from now on, and whether we could have done anything better. It may be chance, choice or how visits were offered.',
  },
  {
    code: 'abrupt-move',
    case: 'away from the user, who asked for it',
    with: { you: true },
    summary: 'Mrs Khan saw you at 8 of 10 visits up to 6 May; her 4 visits since were with others.',
    detail:
      'You might ask whom she would like to see from now on, and whether we could have done anything better. It may be chance, choice or how visits were offered.',
  },
  {
    code: 'left-before-seen',
    summary: 'Mrs Khan left the surgery on 14 November before she was seen, after waiting 65 minutes.',
    detail: 'You might say sorry for the wait, then ask what she had come for and whether it still needs attention.',
  },
  {
    code: 'left-before-seen',
    case: 'from an emergency department',
    with: { emergency: true, stage: 'untreated', waitedMinutes: undefined },
    summary: 'Mrs Khan left an emergency department on 14 November before treatment was complete.',
    detail:
      'You might say that you are sorry it went so, then ask what she had come for and whether it still needs attention.',
  },
  {
    code: 'promise-open',
    summary: 'A call back due on 3 November is still open on our side.',
    detail: 'You might say sorry, and settle it today.',
  },
  {
    code: 'bereavement',
    summary: 'By the record Mrs Khan’s wife died on 12 October; no visit here is recorded since.',
    detail:
      'Please check first that this is right. You might say that you are sorry before anything else, and ask how she is.',
  },
  {
    code: 'bereavement',
    case: 'half a year later',
    with: { later: true, visitsSince: 2 },
    summary: 'By the record Mrs Khan’s wife died on 12 October; 2 visits here are recorded since.',
    detail:
      'Please check first that this is right. You might ask how she is now, and leave it to her what to say. About half a year has gone by, a time when few people still ask.',
  },
  {
    code: 'bereavement',
    case: 'of which only the entry is dated, with dementia',
    with: { died: undefined, recorded: '2026-10-31', relation: undefined, throughCarer: true },
    summary: 'A bereavement was recorded for Mrs Khan on 31 October; no visit here is recorded since.',
    detail: 'Please check first that this is right. You might speak first with whoever cares for her.',
  },
  {
    code: 'anniversary',
    summary: 'Next week it will be a year since Mrs Khan’s wife died (29 November).',
    detail: 'You might follow if she speaks of it. Such days are hard for some people and not for others.',
  },
  {
    code: 'child-in-hospital',
    with: { to: undefined },
    summary: 'Mrs Khan may have had a child in hospital since 15 November.',
    detail: 'It is hers to mention; if she does, you might ask how she is. The link may be wrong.',
  },
  {
    code: 'pregnancy-loss',
    summary: 'An entry of 3 September has had no visit here since; please open it when you are alone with Mrs Khan.',
    detail:
      'If she is alone, you might say that you are sorry, and leave it to her whether to talk. A pregnancy loss is recorded.',
  },
  {
    code: 'pregnancy-loss',
    case: 'of infertility',
    with: { kind: 'infertility' },
    summary: 'An entry of 3 September has had no visit here since; please open it when you are alone with Mrs Khan.',
    detail: 'If she is alone, you might ask how she is, and leave it to her whether to talk. Infertility is recorded.',
  },
  {
    code: 'life-changing-diagnosis',
    summary: 'Mrs Khan’s diagnosis of multiple sclerosis was recorded 4 weeks ago; this is her first visit here since.',
    detail:
      'Ask first what she has been told. Little is taken in at such times: a few written lines, and a second visit with the same person, may help.',
  },
  {
    code: 'life-changing-diagnosis',
    case: 'of which nobody may have spoken yet',
    with: { met: false, diagnosis: undefined, here: false },
    summary: 'An entry of 23 October may be important news for Mrs Khan; you might look at it before she comes in.',
    detail: 'It may not have been spoken of yet.',
  },
  {
    code: 'serious-injury',
    summary: 'Mrs Khan left hospital on 20 October after an injury; no visit here is recorded since.',
    detail:
      'You might ask, alone with her, how she is and what has become harder: pain, sleep, work, money. A planned next visit with the same person can give some steadiness.',
  },
  {
    code: 'palliative-care',
    summary: 'Mrs Khan is recorded as a carer; she has had no visit of her own here since February.',
    detail:
      'You might ask whether this is still so, how she is, and who helps. Caring for someone can leave little room for one’s own health.',
  },
  {
    code: 'palliative-care',
    case: 'of a carer who is here',
    with: { here: true, since: undefined },
    summary: 'Mrs Khan is recorded as a carer; before today she had had no visit of her own here.',
    detail:
      'You might ask whether this is still so, how she is, and who helps. Caring for someone can leave little room for one’s own health.',
  },
  {
    code: 'palliative-care',
    case: 'of the person',
    with: { form: 'person', on: '2026-10-03' },
    summary: 'Mrs Khan has not seen Dr Wren, her usual GP, since an entry about her care on 3 October.',
    detail:
      'Ask first what she and her family know and would like to know. You might name whom to ring. She has written what she would like you to know (3 May). It concerns palliative care.',
  },
  {
    code: 'palliative-care',
    case: 'of the person, whose named GP is the user',
    with: { form: 'person', on: '2026-10-03', you: true, named: true, aboutMe: undefined },
    summary: 'Mrs Khan has not seen you, her named GP, since an entry about her care on 3 October.',
    detail:
      'Ask first what she and her family know and would like to know. You might name whom to ring. It concerns palliative care.',
  },
  {
    code: 'palliative-care',
    case: 'of the person, without a familiar GP',
    with: { form: 'person', on: '2026-10-03', clinician: undefined, aboutMe: undefined },
    summary: 'No visit with a usual GP is recorded for Mrs Khan since an entry about her care on 3 October.',
    detail:
      'Ask first what she and her family know and would like to know. You might name whom to ring. It concerns palliative care.',
  },
];

const words = wordsIn('en-GB');

describe('cards as a GP, and the person, reads them', () => {
  test.each(
    examples.map((example) => [example.code, example.case ?? '', example] as const),
  )('%s %s', (code, _, example) => {
    const one = finding(code, { ...fullFacts[code], ...example.with } as never);
    expect(cardTextOf(one, khan, asOf, words).summary).toBe(example.summary);
    expect(cardTextOf(one, khan, asOf, words).detail.split('\n\n')[0]).toBe(example.detail);
  });

  test('a child is spoken of together with the family', () => {
    const child = person({ given: 'Tom', family: 'Lund' }, 'male', { born: on('2018-02-03') });
    const detail = cardTextOf(
      finding('usual-clinician-leaving', fullFacts['usual-clinician-leaving']),
      child,
      asOf,
      words,
    ).detail;
    expect(detail).toContain(
      'You might mention it to him and the family, and agree who he and the family would like to see next.',
    );
  });

  test('of a child’s illness and injury the family is asked', () => {
    const child = person({ given: 'Tom', family: 'Lund' }, 'male', { born: on('2018-02-03') });
    const detail = (code: 'life-changing-diagnosis' | 'serious-injury') =>
      cardTextOf(finding(code, fullFacts[code]), child, asOf, words).detail;
    expect(detail('life-changing-diagnosis')).toContain('Ask first what the family has been told.');
    expect(detail('serious-injury')).toContain(
      'You might ask him and the family how he is and what has become harder: pain, sleep, school, play.',
    );
    expect(detail('serious-injury')).not.toContain('alone');
  });

  test('nobody without a recorded name is given one, and nobody’s gender is guessed', () => {
    const { named, goodbyes, ...facts } = fullFacts['usual-clinician-left'];
    const unnamed = finding('usual-clinician-left', {
      ...facts,
      clinician: { reference: 'Practitioner/1', name: undefined },
    });
    expect([named, goodbyes]).not.toContain(undefined);
    expect(cardTextOf(unnamed, person(undefined, 'other'), asOf, words).summary).toBe(
      'One clinician, who saw this person 14 times since 2021, left the practice on 31 July.',
    );
    expect(cardTextOf(unnamed, person(undefined, 'other'), asOf, words).detail).toContain(
      'agree with them who comes next.',
    );
  });
});
