import type { Day, IsoDate } from '#src/history/calendar.ts';
import type { DemoPerson } from './person.ts';
import { parseDays, type RelativeDay, resolveAnyDate, resolveDate } from './relative-day.ts';

/** A letter: the day on which it was written, and its words. */
type Letter = readonly [when: RelativeDay, words: string];

interface DatedLetter {
  readonly day: IsoDate;
  readonly words: string;
}

/** Letters that say more than that somebody was seen. */
const written: Readonly<Record<string, readonly Letter[]>> = {
  'joseph-lyle': [
    ['-4w', 'Neurology. The scans show multiple sclerosis. We have told him, and shall see him again soon.'],
  ],
  'greta-holm': [['-3w', 'Neurology. We think that this is Parkinson’s disease. A clinic appointment will follow.']],
  'frank-dale': [['-4w', 'Cardiology. Heart failure, known for years, is stable. Please add it to his problem list.']],
  'olive-dray': [['-27d', 'We are sorry to write that her husband died in our care. She was with him.']],
  'edmund-gray': [['-30d', 'We agreed with him that comfort comes first now. He knows, and wishes to be at home.']],
  'ellen-marr': [['-30d', 'We agreed with her that comfort comes first now. She knows, and wishes to be at home.']],
};

/** All letters about one person: of clinics, emergencies and stays in hospital as well. */
export function hospitalLetters(person: DemoPerson, today: Day): readonly DatedLetter[] {
  const again = person.gender === 'female' ? 'her' : 'him';
  const onWorkdays: Letter[] = [
    ...(written[person.id] ?? []),
    ...parseDays(person.outpatientVisits ?? '').map((when): Letter => [when, 'Seen in the outpatient clinic.']),
    ...(person.referred ?? []).map(
      ([, specialty, attended]): Letter => [
        attended,
        `${specialty}. Thank you for the referral. Examination and tests were normal, and we found no cause. We have not arranged to see ${again} again.`,
      ],
    ),
  ];
  const onAnyDay: Letter[] = [
    ...(person.problems ?? [])
      .filter(({ atEmergency }) => atEmergency)
      .map(
        ({ recorded, condition: [, display] }): Letter => [
          recorded,
          `Emergency department. Diagnosis: ${display.toLowerCase()}. Admitted.`,
        ],
      ),
    ...(person.stays ?? []).map(
      ([, until, [, display]]): Letter => [
        until,
        `Discharge summary. In hospital for: ${display.toLowerCase()}. Home today.`,
      ],
    ),
  ];
  return [
    ...onWorkdays.map(([when, words]) => ({ day: resolveDate(when, today, person.id), words })),
    ...onAnyDay.map(([when, words]) => ({ day: resolveAnyDate(when, today, person.id), words })),
  ];
}
