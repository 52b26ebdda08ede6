import { describe, expect, test } from '@jest/globals';
import { detailOf, summaryOf } from '#src/cards/sentences.ts';
import { wordsIn } from '#src/cards/words.ts';
import type { BuiltCode } from '#src/detectors/facts.ts';
import { asOf, finding, fullFacts, khan, on, person } from './findings.ts';

interface Example {
  readonly code: BuiltCode;
  readonly case?: string;
  readonly with?: object;
  readonly summary: string;
  readonly detail: string;
}

/** Cards as they are read, on 20 November 2026. */
const examples: readonly Example[] = [
  {
    code: 'usual-clinician-left',
    summary: 'Dr Patel, who saw Mrs Khan 14 times since 2021, left the practice on 31 July.',
    detail:
      'This looks like her first visit since then; Dr Lee is now recorded as her named GP. Three GPs she knew well have left since 2022; after repeated goodbyes some people find it harder to start again. You might mention the change and ask how it has been. If it feels right, agree who she would like to see next time.',
  },
  {
    code: 'usual-clinician-left',
    case: 'without a recorded day',
    with: { left: undefined, named: undefined, goodbyes: undefined },
    summary: 'Dr Patel, who saw Mrs Khan 14 times since 2021, is no longer recorded as working here.',
    detail:
      'Her last recorded visit with Dr Patel was on 2 June. This looks like her first visit since then, and no new usual GP stands out yet. After a familiar doctor leaves, some people come less often or find it harder to start again. You might mention the change and ask how it has been. If it feels right, agree who she would like to see next time.',
  },
  {
    code: 'usual-clinician-left',
    case: 'with visits since',
    with: { firstVisitSince: false, visitsSince: 2, named: undefined, goodbyes: undefined },
    summary: 'Dr Patel, who saw Mrs Khan 14 times since 2021, left the practice on 31 July.',
    detail:
      'Two GP visits since then are recorded, and no new usual GP stands out yet. After a familiar doctor leaves, some people come less often or find it harder to start again. You might mention the change and ask how it has been. If it feels right, agree who she would like to see next time.',
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
      'Her last recorded visit with Dr Lee was on 3 October. Two GPs she knew well have left since 2024, so beginning again may take a little longer. You might say that you have read the notes, and ask what she would most like you to know. A short message back to Dr Lee may keep the thread.',
  },
  {
    code: 'first-meeting',
    case: 'with the named GP, without goodbyes',
    with: { named: true, goodbyes: undefined },
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
