import { describe, expect, test } from '@jest/globals';
import { detailOf, summaryOf } from '#src/cards/sentences.ts';
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
      'This looks like her first visit since then; Dr Lee is now recorded as her named GP. Dr Patel and Mrs Khan left a note for whoever comes next (28 July). Three GPs she knew well have left since 2022; after repeated goodbyes some people find it harder to start again. You might mention the change and ask how it has been. She has written what she would like you to know (3 May); you might begin there. If it feels right, agree who she would like to see next time.',
  },
  {
    code: 'usual-clinician-left',
    case: 'without a recorded day',
    with: { left: undefined, named: undefined, goodbyes: undefined, note: undefined, aboutMe: undefined },
    summary: 'Dr Patel, who saw Mrs Khan 14 times since 2021, is no longer recorded as working here.',
    detail:
      'Her last recorded visit with Dr Patel was on 2 June. This looks like her first visit since then, and no new usual GP stands out yet. After a familiar doctor leaves, some people come less often or find it harder to start again. You might mention the change and ask how it has been. If it feels right, agree who she would like to see next time.',
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
      'Two GP visits since then are recorded, and no new usual GP stands out yet. After a familiar doctor leaves, some people come less often or find it harder to start again. You might mention the change and ask how it has been. If it feels right, agree who she would like to see next time.',
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
      'After a familiar doctor leaves, some people come less often or find it harder to start again. You might mention the change and ask how it has been. If it feels right, agree who she would like to see next time.',
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
      'This looks like her first visit since then, and no new usual GP stands out yet. Dr Patel left a note for whoever comes next (28 July). You might mention the change and ask how it has been. If it feels right, agree who she would like to see next time.',
  },
  {
    code: 'usual-clinician-away',
    summary: 'Dr Patel has had no recorded consultations here since 2 September (6 of Mrs Khan’s last 8 GP visits).',
    detail:
      'No reason is shown here, and the absence may be temporary. A referral for Mrs Khan is still open, due 30 November. You might let her know who can see her meanwhile.',
  },
  {
    code: 'usual-clinician-away',
    case: 'by a recorded absence',
    with: { recorded: true, openKind: 'usual-gap' },
    summary: 'Dr Patel is recorded as away until 10 January (6 of Mrs Khan’s last 8 GP visits).',
    detail:
      'No reason is shown here, and the absence may be temporary. Going by her own usual interval, Mrs Khan may be due a visit about now. You might let her know who can see her meanwhile.',
  },
  {
    code: 'usual-clinician-leaving',
    summary: 'Dr Wren, who has seen Mrs Khan 9 times in the past year, is recorded as leaving on 31 January.',
    detail:
      'Her next appointment with Dr Wren is booked for 12 December. Some people drop out of care when a familiar clinician leaves; a planned goodbye and a named next clinician may help. You might mention it to her, and agree who she would like to see next.',
  },
  {
    code: 'usual-clinician-leaving',
    case: 'told to the one who leaves',
    with: { you: true },
    summary: 'You are recorded as leaving on 31 January. Mrs Khan has seen you 9 times in the past year.',
    detail:
      'Her next appointment with you is booked for 12 December. Some people drop out of care when a familiar clinician leaves; a planned goodbye and a named next clinician may help. You might tell her yourself, and introduce or name who comes next.',
  },
  {
    code: 'trainee-changeover',
    summary: 'Dr Osei, whose training post ends on 3 February, has seen Mrs Khan at 5 of her last 6 GP visits.',
    detail:
      'The change is about 10 weeks away. Care can lose its thread at a changeover; a named next clinician may help. You might ask whom she would like to see afterwards, and add a short handover note in her own words.',
  },
  {
    code: 'trainee-changeover',
    case: 'on the calendar’s day, passed',
    with: { recorded: false, passed: true, ends: '2026-08-05', weeks: 15 },
    summary: 'Dr Osei, whose training post may have ended on 5 August, saw Mrs Khan at 5 of her last 6 GP visits.',
    detail:
      'No end date is recorded; this was the usual changeover day, about 15 weeks ago, and no new usual GP stands out yet. Care can lose its thread at a changeover; a named next clinician may help. You might ask whom she would like to see from now on, and add a short handover note in her own words.',
  },
  {
    code: 'repeated-goodbyes',
    summary: 'Three GPs Mrs Khan knew well have moved on since 2022 (March 2022, August 2023 and August 2025).',
    detail:
      'These were Dr Patel, Dr Wren and Dr Lee; each had seen her at least four times. Repeated goodbyes can make it harder to begin again with someone new. If you expect to be here for a while, it may help to say so and to offer the next appointment with you.',
  },
  {
    code: 'repeated-goodbyes',
    case: 'since moving here',
    with: { sinceMove: true },
    summary:
      'Three GPs Mrs Khan knew well have moved on since she came here (March 2022, August 2023 and August 2025).',
    detail:
      'These were Dr Patel, Dr Wren and Dr Lee; each had seen her at least four times. Repeated goodbyes can make it harder to begin again with someone new. If you expect to be here for a while, it may help to say so and to offer the next appointment with you.',
  },
  {
    code: 'continuity-fell',
    summary: 'Mrs Khan has seen 7 GPs in her last 9 GP visits; until November 2025, 9 of 10 were with Dr Wren.',
    detail:
      'One of the recent visits was with Dr Wren, who still works here. Seeing one clinician more often is associated with fewer emergency admissions, though studies cannot show that one causes the other. You might ask whether she would like Dr Wren for ongoing problems, and book the follow-up there.',
  },
  {
    code: 'continuity-fell',
    case: 'told to the usual clinician, face to face',
    with: { you: true, faceToFace: true, recentWith: 0 },
    summary:
      'Mrs Khan has seen 7 GPs in her last 9 face-to-face GP visits; until November 2025, 9 of 10 were with you.',
    detail:
      'None of the recent visits was with you. Seeing one clinician more often is associated with fewer emergency admissions, though studies cannot show that one causes the other. You might ask whether she would like to see you for ongoing problems, and book the follow-up with you.',
  },
  {
    code: 'continuity-low',
    summary: 'Two of Mrs Khan’s last 9 GP visits (22%) were with her named GP, Dr Wren.',
    detail:
      'In these visits she saw 6 different GPs. Knowing one clinician well seems to matter most when living with several long-term conditions (four are recorded) and later in life. You might check whether the named GP on record is still the person she would choose.',
  },
  {
    code: 'continuity-low',
    case: 'without a named GP',
    with: { clinician: undefined, reasons: ['pregnancy'] },
    summary: 'Mrs Khan has seen 6 GPs in her last 9 GP visits, none of them more than twice.',
    detail:
      'Knowing one clinician well seems to matter most in pregnancy. You might ask whom she would prefer to see, and book the follow-up with that person.',
  },
  {
    code: 'first-meeting',
    summary: 'This looks like your first meeting with Mrs Khan. Dr Lee has seen her 22 times over 6 years.',
    detail:
      'Her last recorded visit with Dr Lee was on 3 October. Two GPs she knew well have left since 2024, so beginning again may take a little longer. Dr Patel and Mrs Khan left a note for whoever comes next (28 July). You might say that you have read the notes. She has written what she would like you to know (3 May); you might begin there. A short message back to Dr Lee may keep the thread.',
  },
  {
    code: 'first-meeting',
    case: 'with the named GP, without goodbyes',
    with: { named: true, goodbyes: undefined, note: undefined, aboutMe: undefined },
    summary:
      'This looks like your first meeting with Mrs Khan. Dr Lee, her named GP, has seen her 22 times over 6 years.',
    detail:
      'Her last recorded visit with Dr Lee was on 3 October. You might say that you have read the notes, and ask what she would most like you to know. A short message back to Dr Lee may keep the thread.',
  },
  {
    code: 'known-team',
    summary:
      'Mrs Khan is known to a small team here: Nurse Dean (11 visits), Dr Lee (6) and Mr Roy (4) in the past year.',
    detail:
      'Together they have seen her at 21 of her 24 visits in that time. Being known by a few people can be a steady base in itself. You might name this team to her, and agree who holds the plan.',
  },
  {
    code: 'late-presentation',
    summary: 'Three of Mrs Khan’s last 4 new problems had been present for over 90 days before they were recorded.',
    detail:
      'The recorded intervals were 96, 104 and 140 days. There can be many reasons, including how easy it was to be seen, work, or not wanting to trouble anyone. When you next see her, you might say that you are glad she came, and agree what would be worth an early call.',
  },
  {
    code: 'emergency-first',
    summary:
      'Two of Mrs Khan’s last three serious diagnoses were first recorded in an emergency (May 2024 and June 2026).',
    detail:
      'In the year before each of them there had also been GP contact, so this may reflect how the illness showed itself, or how care was reached. You might ask what made it possible, or hard, to be seen sooner.',
  },
  {
    code: 'emergency-first',
    case: 'without earlier contact',
    with: { alsoSeen: false },
    summary:
      'Two of Mrs Khan’s last three serious diagnoses were first recorded in an emergency (May 2024 and June 2026).',
    detail:
      'This may reflect how the illness showed itself, or how care was reached. You might ask what made it possible, or hard, to be seen sooner.',
  },
  {
    code: 'gone-quiet',
    summary:
      'Before today it had been 11 months since Mrs Khan was last here; her usual gap over about 3 years was about 2 months.',
    detail:
      'An invitation (blood pressure check) from 12 May has no recorded reply. It may simply mean that all is well, that care was found elsewhere, or that it was not easy to be seen here. This came after Dr Patel left in July 2026; that may or may not be connected. You might say that it is good to see her, and ask how the time has been.',
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
    summary: 'It has been 11 months since Mrs Khan was last here; her usual gap was about 4 weeks.',
    detail:
      'A repeat medicine was due. It may simply mean that all is well, that care was found elsewhere, or that it was not easy to be seen here. A short, friendly message might ask how the time has been, and offer a visit.',
  },
  {
    code: 'unanswered-invitations',
    summary:
      'Three invitations to Mrs Khan in the past 12 months have no recorded reply: asthma review, smear and Annual check of the feet.',
    detail:
      'They were sent in February 2026, May 2026 and September 2026. A personal word may help more than another letter, and a reply may also have gone unrecorded here. You might ask which, if any, matters to her now, and what would make it easier.',
  },
  {
    code: 'missed-appointments',
    summary: 'Mrs Khan has missed 4 of 7 booked appointments in the past 12 months (none of 11 in the 2 years before).',
    detail:
      'A change like this can mean that life has become harder, and repeated missed visits are linked to poorer health. These came after Dr Patel left in July 2026; that may or may not be connected. You might ask what has been getting in the way. A longer, flexible or phone slot with one person may help.',
  },
  {
    code: 'missed-appointments',
    case: 'often, and for long',
    with: { changed: false, often: true, missedBefore: 6, after: undefined },
    summary: 'Mrs Khan has missed 4 of 7 booked appointments in the past 12 months (6 of 11 in the 2 years before).',
    detail:
      'Over three years this is more than two a year; repeated missed visits are linked to poorer health, and often to services that are hard to use. You might ask what has been getting in the way. A longer, flexible or phone slot with one person may help.',
  },
  {
    code: 'missed-appointments',
    case: 'with nothing booked before',
    with: { changed: false, missedBefore: 0, bookedBefore: 0, after: undefined },
    summary: 'Mrs Khan has missed 4 of 7 booked appointments in the past 12 months.',
    detail:
      'There can be many reasons, such as work, caring, travel, or the times and ways in which visits are offered. You might ask what has been getting in the way. A longer, flexible or phone slot with one person may help.',
  },
  {
    code: 'medicine-not-collected',
    summary:
      'Mrs Khan’s repeat Sertraline 50 mg tablets ran out about 35 days ago on dates recorded; 9 of 10 earlier supplies came on time.',
    detail:
      'By those dates it lasted until 16 October. There may be stock left, another supplier, or some trouble in getting it; or she may have stopped. This came after Dr Patel left in July 2026; that may or may not be connected. You might ask, with no assumption, how it has been with the medicine. If she stopped, a plan for what to watch for may be welcome.',
  },
  {
    code: 'medicine-not-collected',
    case: 'of which the dose is built up slowly',
    with: { medicine: 'Lamotrigine 100 mg tablets', builtUp: true, after: undefined },
    summary:
      'Mrs Khan’s repeat Lamotrigine 100 mg tablets ran out about 35 days ago on dates recorded; 9 of 10 earlier supplies came on time.',
    detail:
      'By those dates it lasted until 16 October. There may be stock left, another supplier, or some trouble in getting it; or she may have stopped. You might ask, with no assumption, how it has been with the medicine. If she stopped, a plan for what to watch for may be welcome. After a gap the dose may need building up again.',
  },
  {
    code: 'quiet-pattern',
    summary:
      'Mrs Khan’s record now shows 3 missed visits, 3 unanswered invitations, a late repeat, a long gap and 2 problems noted late.',
    detail:
      'The missed visits and the invitations are of the past 12 months. The last visit before now was on 16 February 2026, and on dates recorded the repeat ran out on 20 August 2026. Each of these alone can be chance, and there may be practical reasons, including how hard it is to be seen here. You might make the next contact easy and unhurried, and agree one clear thing that would be worth an early call.',
  },
  {
    code: 'quiet-pattern',
    case: 'of three',
    with: { patterns: 3, lastSeen: undefined, late: undefined },
    summary: 'Mrs Khan’s record now shows 3 missed visits, 3 unanswered invitations and a late repeat.',
    detail:
      'The missed visits and the invitations are of the past 12 months. On dates recorded, the repeat ran out on 20 August 2026. Each of these alone can be chance, and there may be practical reasons, including how hard it is to be seen here. You might make the next contact easy and unhurried, and agree one clear thing that would be worth an early call.',
  },
  {
    code: 'quiet-pattern',
    case: 'without missed visits',
    with: { patterns: 3, missed: undefined, ranOut: undefined },
    summary: 'Mrs Khan’s record now shows 3 unanswered invitations, a long gap and 2 problems noted late.',
    detail:
      'The invitations are of the past 12 months. The last visit before now was on 16 February 2026. Each of these alone can be chance, and there may be practical reasons, including how hard it is to be seen here. You might make the next contact easy and unhurried, and agree one clear thing that would be worth an early call.',
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
      'You might ask how things are, and whether the note of her signs is still right. Recorded now: headaches (12 November) and a missed or cancelled visit (18 November). This is her own past pattern, not a forecast.',
  },
  {
    code: 'illness-signature',
    case: 'of three signs, two of them recorded now',
    with: { signs: threeSigns, all: false },
    summary:
      'Before 3 of 4 past low spells Mrs Khan had two or more of headaches, poor sleep and a late repeat; two recorded again now.',
    detail:
      'You might ask how things are, and whether she would recognise this. Recorded now: headaches (12 November) and a missed or cancelled visit (18 November). This is her own past pattern, not a forecast.',
  },
  {
    code: 'illness-signature',
    case: 'of three signs, all of them recorded now',
    with: { signs: threeSigns, present: threeSigns.map(({ sign }) => ({ sign, on: '2026-11-12' })) },
    summary:
      'Before 3 of 4 past low spells Mrs Khan had two or more of headaches, poor sleep and a late repeat; all recorded again now.',
    detail:
      'You might ask how things are, and whether she would recognise this. Recorded now: headaches (12 November), poor sleep (12 November) and a late repeat (12 November). This is her own past pattern, not a forecast.',
  },
  {
    code: 'illness-signature',
    case: 'never together',
    with: { together: 0 },
    summary:
      'Before past low spells Mrs Khan had headaches (4 of 4) and a missed or cancelled visit (3 of 4); both are recorded again now.',
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
    summary: 'Before 3 of 4 past heart flare-ups Mrs Khan had a rise in weight, recorded again now.',
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
    summary:
      'Two signs that Dr Lee and Mrs Khan wrote down in March 2026 are now in the record: poor sleep and late tablets.',
    detail:
      'The note says: “When I stop sleeping and skip tablets, ring me”. It names 4 signs; the latest entries are 9 November (“poor sleep”) and 2 November (“late tablets”). You might mention the note and ask how she is.',
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
    summary: 'One sign that you and Mrs Khan wrote down in October 2025 is now in the record: poor sleep.',
    detail:
      'The note names 4 signs; the latest entry is 9 November (“poor sleep”). You might mention the note you wrote together and ask how she is. It was written a year ago or more; you might look together at whether it is still right.',
  },
  {
    code: 'shared-signature',
    case: 'by nobody known',
    with: { author: undefined, together: false, written: undefined, words: undefined },
    summary: 'Two signs written down for Mrs Khan are now in the record: poor sleep and late tablets.',
    detail:
      'The note names 4 signs; the latest entries are 9 November (“poor sleep”) and 2 November (“late tablets”). You might mention the note and ask how she is.',
  },
  {
    code: 'persistent-symptoms',
    with: { syndromes: [] },
    summary:
      'Mrs Khan has brought 5 different bodily symptoms in 12 months; 4 of 4 specialist referrals found no cause.',
    detail:
      'The referrals are of the past 5 years. Her symptoms are real and tiring, whatever the tests show. You might say so, explain what is likely to be happening in the body, and plan regular visits with you as well as any further tests. New or changing symptoms still need a fresh look.',
  },
  {
    code: 'persistent-symptoms',
    case: 'where a referral is signed, and one of the earlier ones named a disease',
    with: { syndromes: ['irritable-bowel'], withoutCause: 2, withCause: 1, signing: true },
    summary:
      'Mrs Khan has brought 5 different bodily symptoms in 12 months; 2 of 4 specialist referrals found no cause.',
    detail:
      'She also lives with an irritable bowel. The referrals are of the past 5 years; one of them named a disease. Her symptoms are real and tiring, whatever the tests show. This referral may be just what is needed, and regular visits with one person may help beside it. You might say so, explain what is likely to be happening in the body, and plan regular visits with you as well as any further tests. New or changing symptoms still need a fresh look.',
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
      'One bodily symptom was noted in the past 12 months. Her symptoms are real and tiring, whatever the tests show. You might say so, explain what is likely to be happening in the body, and plan regular visits with you as well as any further tests. New or changing symptoms still need a fresh look.',
  },
  {
    code: 'booking-elsewhere',
    summary: 'Mrs Khan usually sees Dr Wren (9 of her last 12 GP visits). This booking is with Dr Roy.',
    detail:
      'Dr Wren still works here and is not recorded as away on 3 December. If it can wait for Dr Wren, Mrs Khan may like to be asked whom she would prefer to see.',
  },
  {
    code: 'booking-elsewhere',
    case: 'told to the usual clinician',
    with: { you: true },
    summary: 'Mrs Khan usually sees you (9 of her last 12 GP visits). This booking is with Dr Roy.',
    detail:
      'You are not recorded as away on 3 December. If it can wait for you, Mrs Khan may like to be asked whom she would prefer to see.',
  },
  {
    code: 'booking-after-leaving',
    summary: 'This booking on 3 March is with Dr Wren, who is recorded as leaving on 31 January.',
    detail:
      'Mrs Khan has seen Dr Wren 9 times in the past year. You might agree with her who comes next, and book with that person.',
  },
  {
    code: 'booking-after-leaving',
    case: 'told to the one who has left',
    with: { you: true, gone: true, leaves: '2026-10-31' },
    summary: 'This booking on 3 March is with you; you are recorded as having left on 31 October.',
    detail:
      'Mrs Khan has seen you 9 times in the past year. You might agree with her who comes next, and book with that person.',
  },
  {
    code: 'next-contact',
    with: { bookedLater: undefined },
    summary: 'Mrs Khan has no visit booked with Dr Wren, whom she usually sees, or with you.',
    detail: 'A next visit with the same person can give some steadiness. You might agree it before she leaves.',
  },
  {
    code: 'next-contact',
    case: 'where one is booked further ahead',
    with: { you: false },
    summary: 'Mrs Khan has no visit booked in the next 60 days with Dr Wren, whom she usually sees, or with Dr Lee.',
    detail: 'A next visit with the same person can give some steadiness. You might agree it before she leaves.',
  },
  {
    code: 'next-contact',
    case: 'told to the usual clinician',
    with: { usual: undefined, bookedLater: undefined },
    summary: 'Mrs Khan has no visit booked with you.',
    detail: 'A next visit with the same person can give some steadiness. You might agree it before she leaves.',
  },
  {
    code: 'write-signature',
    summary:
      'The latest of Mrs Khan’s 3 recorded low spells seems to be ending; no shared note says yet what came before them.',
    detail:
      'It began on 20 August and is recorded as over since 30 October. Some people find it useful to write down, with someone they trust, what they noticed first. You might start a short note together; before these low spells the record shows poor sleep (3 of 3) and a missed or cancelled visit (2), as a start that both of you may change.',
  },
  {
    code: 'write-signature',
    case: 'without anything to start from',
    with: { signs: [], ended: undefined },
    summary:
      'The latest of Mrs Khan’s 3 recorded low spells seems to be ending; no shared note says yet what came before them.',
    detail:
      'It began on 20 August. Some people find it useful to write down, with someone they trust, what they noticed first. You might start a short note together.',
  },
  {
    code: 'many-contacts',
    with: { after: undefined },
    summary: 'Mrs Khan has been in touch on 19 days since May 2026, with 11 of us; about 5 would be usual for her.',
    detail:
      'Nine intervals were a week or less. Perhaps nobody saw the whole. You might read the visits together and ask what worries her most. Planned time with one person may help. New or changing symptoms still need a fresh look.',
  },
  {
    code: 'many-contacts',
    case: 'in the year before and after a departure',
    with: { yearBefore: true, shortIntervals: 0 },
    summary: 'Mrs Khan has been in touch on 19 days since May 2026, with 11 of us; about 5 would be usual for her.',
    detail:
      'It was so the year before, too. These came after Dr Patel left in July 2026; that may or may not be connected. You might read the visits together and ask what worries her most. Planned time with one person may help. New or changing symptoms still need a fresh look.',
  },
  {
    code: 'uneven-contact',
    summary: 'In two years Mrs Khan has had quarters with 6 to 8 visits, and quarters without any.',
    detail:
      'You might agree one small next step with one named person, and keep it. Steady, predictable arrangements can help when contact feels uneven.',
  },
  {
    code: 'abrupt-move',
    summary: 'Mrs Khan saw Dr Ames at 8 of 10 visits up to 6 May; her 4 visits since were with others.',
    detail:
      'It may be chance, choice or how visits were offered. You might ask whom she would like to see from now on, and whether we could have done anything better.',
  },
  {
    code: 'abrupt-move',
    case: 'away from the user, who asked for it',
    with: { you: true },
    summary: 'Mrs Khan saw you at 8 of 10 visits up to 6 May; her 4 visits since were with others.',
    detail:
      'It may be chance, choice or how visits were offered. You might ask whom she would like to see from now on, and whether we could have done anything better.',
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
      'Please check first that this is right. About half a year has gone by, a time when few people still ask. You might ask how she is now, and leave it to her what to say.',
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
    detail: 'Such days are hard for some people and not for others; you might follow if she speaks of it.',
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
      'A pregnancy loss is recorded. If she is alone, you might say that you are sorry, and leave it to her whether to talk.',
  },
  {
    code: 'pregnancy-loss',
    case: 'of infertility',
    with: { kind: 'infertility' },
    summary: 'An entry of 3 September has had no visit here since; please open it when you are alone with Mrs Khan.',
    detail: 'Infertility is recorded. If she is alone, you might ask how she is, and leave it to her whether to talk.',
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
    summary: 'Mrs Khan is recorded as a carer; she has had no visit of her own here since February 2026.',
    detail:
      'Is this still so? Caring for someone can leave little room for one’s own health. You might ask how she is, and who helps.',
  },
  {
    code: 'palliative-care',
    case: 'of a carer who is here',
    with: { here: true, since: undefined },
    summary: 'Mrs Khan is recorded as a carer; before today she had had no visit of her own here.',
    detail:
      'Is this still so? Caring for someone can leave little room for one’s own health. You might ask how she is, and who helps.',
  },
  {
    code: 'palliative-care',
    case: 'of the person',
    with: { form: 'person', on: '2026-10-03' },
    summary: 'Mrs Khan has not seen Dr Wren, her usual GP, since an entry about her care on 3 October.',
    detail:
      'It concerns palliative care. Ask first what she and her family know and would like to know. You might name whom to ring. She has written what she would like you to know (3 May); you might begin there.',
  },
  {
    code: 'palliative-care',
    case: 'of the person, whose named GP is the user',
    with: { form: 'person', on: '2026-10-03', you: true, named: true, aboutMe: undefined },
    summary: 'Mrs Khan has not seen you, her named GP, since an entry about her care on 3 October.',
    detail:
      'It concerns palliative care. Ask first what she and her family know and would like to know. You might name whom to ring.',
  },
  {
    code: 'palliative-care',
    case: 'of the person, without a familiar GP',
    with: { form: 'person', on: '2026-10-03', clinician: undefined, aboutMe: undefined },
    summary: 'No visit with a usual GP is recorded for Mrs Khan since an entry about her care on 3 October.',
    detail:
      'It concerns palliative care. Ask first what she and her family know and would like to know. You might name whom to ring.',
  },
];

const words = wordsIn('en-GB');

describe('cards as a GP, and the person, reads them', () => {
  test.each(
    examples.map((example) => [example.code, example.case ?? '', example] as const),
  )('%s %s', (code, _, example) => {
    const one = finding(code, { ...fullFacts[code], ...example.with } as never);
    expect(summaryOf(one, khan, asOf, words)).toBe(example.summary);
    expect(detailOf(one, khan, asOf, words).split('\n\n')[0]).toBe(example.detail);
  });

  test('a child is spoken of together with the family', () => {
    const child = person({ given: 'Tom', family: 'Lund' }, 'male', { born: on('2018-02-03') });
    const detail = detailOf(
      finding('usual-clinician-leaving', fullFacts['usual-clinician-leaving']),
      child,
      asOf,
      words,
    );
    expect(detail).toContain(
      'You might mention it to him and the family, and agree who he and the family would like to see next.',
    );
  });

  test('of a child’s illness and injury the family is asked', () => {
    const child = person({ given: 'Tom', family: 'Lund' }, 'male', { born: on('2018-02-03') });
    const detail = (code: 'life-changing-diagnosis' | 'serious-injury') =>
      detailOf(finding(code, fullFacts[code]), child, asOf, words);
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
    expect(summaryOf(unnamed, person(undefined, 'other'), asOf, words)).toBe(
      'One clinician, who saw this person 14 times since 2021, left the practice on 31 July.',
    );
    expect(detailOf(unnamed, person(undefined, 'other'), asOf, words)).toContain(
      'agree who they would like to see next time.',
    );
  });
});
