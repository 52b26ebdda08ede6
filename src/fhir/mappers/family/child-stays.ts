import type { ChildStay } from '../../../history/history.ts';
import { kindOf } from '../../../history/loss.ts';
import { hasReachedAge } from '../../../history/person.ts';
import { fields, type JsonObject, objects, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { isRestricted } from '../../record/restricted.ts';
import type { ChildRows, RelativeRows } from '../../record/sources.ts';
import { withCodesAsWords } from '../../terminology/codings.ts';
import { liveTogether } from './addresses.ts';
import { isRecordedDead } from './relatives.ts';
import { type FamilyContext, type Tie, tiesIn } from './ties.ts';

const adultAt = 16;

/** Ids of the Patients of those children of whose stays in hospital this person may be reminded. */
export function childrenToAsk(context: FamilyContext, rows: RelativeRows): readonly string[] {
  const children = tiesIn(context, rows).filter((one) => isChildAtHome(one, context));
  return [...new Set(children.flatMap(({ records }) => records.map(({ id }) => String(id))))];
}

export function toChildStays(context: Context): ChildStay[] {
  const { relatives } = context.sources;
  if (relatives === undefined) return [];
  const children = tiesIn(context, relatives).filter((one) => isChildAtHome(one, context));
  const stays = children.flatMap(({ reference, records }) => {
    const read = records.flatMap((one) => relatives.children.get(String(one.id)) ?? []);
    const isFlagged = read.some(({ flags }) => flags.some((one) => isConcern(one, context)));
    if (isFlagged || read.length < records.length) return [];
    const [child] = records;
    return read.flatMap((rows) => staysIn(rows, child ?? {}, reference, context));
  });
  return stays.sort((a, b) => a.from - b.from || (a.reference < b.reference ? -1 : 1));
}

/** A living child under 16, surely so, with no restriction, at this person's own address by both records. */
function isChildAtHome({ relation, relatedPerson, records }: Tie, context: FamilyContext): boolean {
  const { record, time, at } = context;
  const { patient } = record;
  if (kindOf(relation) !== 'child' || (time.firstDay(fields(relatedPerson.period)?.end) ?? at.asOf) < at.asOf)
    return false;
  if (!liveTogether(relatedPerson, patient, context)) return false;
  return records.every(
    (one) =>
      !isRecordedDead(one) &&
      !isRestricted(one) &&
      !hasReachedAge(time.firstDay(one.birthDate), adultAt, at.asOf, true) &&
      liveTogether(one, patient, context),
  );
}

/** Whatever its status or period: the child may have been taken from this home. */
function isConcern({ code, category, status }: JsonObject, { codeSets }: Context): boolean {
  return status !== 'entered-in-error' && [code, ...objects(category)].some((one) => codeSets.has('safeguarding', one));
}

function staysIn({ encounters }: ChildRows, child: JsonObject, reference: string, context: Context): ChildStay[] {
  const { version, time } = context;
  const born = time.lastDay(child.birthDate);
  return encounters.flatMap((one) => {
    const period = fields(one[version.encounter.period]);
    const [from, to] = [time.day(period?.start), time.day(period?.end)];
    const state = version.encounter.states.get(text(one.status) ?? '');
    const isOver = state === 'finished' && to !== undefined;
    const goesOn = state === 'underway' && one.status !== 'unknown';
    if (from === undefined || !(isOver || goesOn) || isRestricted(one) || !isInpatient(one, context)) return [];
    const daysOld = Math.max(0, from - (born ?? from));
    return [{ reference, from, to: isOver ? to : undefined, daysOld }];
  });
}

/** Its class is a Coding, in R5 a list of concepts. */
function isInpatient(encounter: JsonObject, { codeSets }: Context): boolean {
  return objects(encounter.class)
    .flatMap(withCodesAsWords)
    .some((one) => codeSets.has('class-inpatient', one));
}
