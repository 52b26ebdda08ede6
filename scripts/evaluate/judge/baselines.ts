import type { Day } from '#src/history/calendar.ts';
import type { Reading } from '#src/history/history.ts';
import type { Opening } from '#src/history/opening.ts';
import { unplannedConsultations } from '#src/history/own-rhythm.ts';

const weeks = 28;
const year = 364;

/** Strength of two simple rules at an opening; each would show a card from some strength on. */
export interface Baselines {
  /** Contacts of the last four weeks, divided by the usual number in four weeks of the past year. */
  readonly doubled: number;
  /** How many of eight early signs, the same for everyone, were present in the last four weeks. */
  readonly generic: number;
}

const signs = ['symptom-sleep', 'symptom-anxiety', 'symptom-fatigue', 'symptom-headache'] as const;

/** Computes both; `reading` must hold only what was known on the day. */
export function baselines(reading: Reading, { asOf, now }: Opening): Baselines {
  const contacts = reading.contacts.known ? reading.contacts.value : [];
  const visits = unplannedConsultations(contacts, now).map(({ day }) => day);
  const recent = visits.filter((day) => isRecent(day, asOf)).length;
  const before = visits.filter((day) => day <= asOf - weeks && day > asOf - weeks - year).length;
  const usual = Math.max(0.5, (before * weeks) / year);
  const doubled = recent / usual;
  const emergency = contacts.some(({ setting, day }) => setting === 'emergency' && isRecent(day, asOf));
  const missed = (reading.bookings.known ? reading.bookings.value : []).some(
    ({ state, by, day }) => state === 'missed' && by !== 'practice' && isRecent(day, asOf),
  );
  const symptoms = signs.filter((sign) => isNoted(reading, sign, asOf)).length;
  const generic = symptoms + [emergency, missed, doubled >= 2, isLate(reading, asOf)].filter(Boolean).length;
  return { doubled, generic };
}

function isRecent(day: Day | undefined, asOf: Day): boolean {
  return day !== undefined && day <= asOf && day > asOf - weeks;
}

function isNoted({ contacts, observations, conditions }: Reading, sign: string, asOf: Day): boolean {
  const noted = [
    ...(contacts.known ? contacts.value : []),
    ...(observations.known ? observations.value : []),
    ...(conditions.known ? conditions.value.map(({ recorded, groups }) => ({ day: recorded, groups })) : []),
  ];
  return noted.some(({ day, groups }) => groups.includes(sign) && isRecent(day, asOf));
}

/** A medicine that ran out two weeks ago or more, by its last supply. */
function isLate({ medicines }: Reading, asOf: Day): boolean {
  return (medicines.known ? medicines.value : []).some(({ supplies }) => {
    const last = supplies.at(-1);
    return last?.days !== undefined && asOf - (last.day + last.days) >= 14;
  });
}
