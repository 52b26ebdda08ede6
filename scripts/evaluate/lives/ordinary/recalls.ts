import type { Day } from '#src/history/calendar.ts';
import { writeVisit } from '../entries.ts';
import { writeInvitation, writeProcedure } from '../illness-entries.ts';
import { year } from '../life.ts';
import type { Random } from '../random.ts';
import type { Written } from '../record.ts';

/** Reviews, screenings and vaccinations as named in letters, how often they are due, and for whom. */
const recalls = [
  { about: 'Blood pressure review', every: 1, isFor: ({ conditions }: Invited) => conditions > 0 },
  { about: 'Influenza vaccination', every: 1, isFor: ({ age, conditions }: Invited) => age >= 65 || conditions > 1 },
  { about: 'Bowel cancer screening', every: 2, isFor: ({ age }: Invited) => age >= 50 && age < 75 },
] as const;
const answered = 0.78;
const declined = 0.06;
const remindedAfter = 42;

/** Who is invited, in which period, and who sees them. */
interface Invited {
  readonly from: Day;
  readonly to: Day;
  readonly age: number;
  readonly conditions: number;
  readonly nurse: (day: Day) => string;
}

/** Writes invitations, which are mostly answered, sometimes after a reminder, and occasionally declined. */
export function writeInvitations(record: Written, random: Random, invited: Invited): void {
  for (const { about, every } of recalls.filter(({ isFor }) => isFor(invited))) {
    for (
      let day = invited.from + random.integer(0, every * year);
      day < invited.to;
      day += every * year + random.integer(-20, 20)
    )
      writeRound(record, random, { ...invited, day, about });
  }
}

function writeRound(record: Written, random: Random, round: Invited & { day: Day; about: string }): void {
  const { day, about, to, nurse } = round;
  writeInvitation(record, day, about);
  if (random.chance(declined)) {
    writeProcedure(record, day + 14, about, 'not-done');
    return;
  }
  for (const sent of [day, day + remindedAfter]) {
    if (sent > day && sent < to) writeInvitation(record, sent, about);
    const done = sent + random.integer(5, remindedAfter - 2);
    if (!random.chance(answered)) continue;
    if (done < to) {
      writeVisit(record, { day: done, who: nurse(done), service: about });
      writeProcedure(record, done, about, 'completed');
    }
    return;
  }
}
