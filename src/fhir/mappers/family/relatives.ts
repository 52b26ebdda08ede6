import type { Day } from '../../../history/calendar.ts';
import type { Relative } from '../../../history/history.ts';
import { kindOf } from '../../../history/loss.ts';
import { fields, type JsonObject } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { isFormallyNotified } from '../../record/death-notification.ts';
import { isRestricted } from '../../record/restricted.ts';
import { liveTogether } from './addresses.ts';
import { type Tie, tiesIn } from './ties.ts';

/** Relatives whose own records were read. A parent counts only for someone who lives with or cares for them. */
export function toRelatives(context: Context, cares: boolean): Relative[] {
  const { relatives } = context.sources;
  if (relatives === undefined) return [];
  return tiesIn(context, relatives)
    .filter((one) => kindOf(one.relation) !== 'parent' || cares || livesWith(one, context))
    .flatMap((one) => toRelative(one, context) ?? [])
    .sort((a, b) => (a.reference < b.reference ? -1 : 1));
}

/** The address of a RelatedPerson that is this person proves no common home. */
function livesWith({ turned, relatedPerson }: Tie, context: Context): boolean {
  return !turned && liveTogether(relatedPerson, context.record.patient, context);
}

/** Undefined where the relation ended before the death. */
function toRelative({ reference, relation, relatedPerson, records }: Tie, context: Context): Relative | undefined {
  const { time } = context;
  const deaths = records.map((one) => deathIn(one, context));
  const [death] = deaths;
  const agree = deaths.every((one) => one?.day === death?.day && one?.exact === death?.exact);
  const doubtful = records.some(isRecordedDead) && (!agree || records.some(isRestricted));
  const died = doubtful ? undefined : death?.day;
  const ended = time.firstDay(fields(relatedPerson.period)?.end);
  if (died !== undefined && ended !== undefined && ended < died) return undefined;
  return {
    reference,
    relation,
    died,
    diedExact: died !== undefined && death?.exact === true,
    ...(doubtful && { doubtful }),
  };
}

/** The death that a record is sure of; undefined for a mere yes, a year, and a notice that is not formal. */
function deathIn(patient: JsonObject, { time }: Context): { readonly day: Day; readonly exact: boolean } | undefined {
  const day = time.monthDay(patient.deceasedDateTime);
  if (day === undefined || !isFormallyNotified(patient)) return undefined;
  return { day, exact: time.day(patient.deceasedDateTime) !== undefined };
}

/** A record that says anything of a death, however vague. */
export function isRecordedDead({ deceasedBoolean = null, deceasedDateTime = null }: JsonObject): boolean {
  return deceasedDateTime !== null || (deceasedBoolean !== null && deceasedBoolean !== false);
}
