import type { Caution, CautionKind } from '../../history/history.ts';
import { fields, type JsonObject, objects, type Tally } from '../json.ts';
import type { Context } from '../record/context.ts';
import { oldestFirst } from '../record/oldest-first.ts';
import type { IdentifiedResource } from '../record/record.ts';
import { typesIn } from '../versions/index.ts';
import type { VisitDrafts } from './visits/visits.ts';

const types = ['Condition', 'Observation', 'Procedure', 'ServiceRequest'] as const;
/** Where any version of FHIR says in codes or words what such a resource is about, and why. */
const elements = ['code', 'type', 'serviceRequested', 'reasonCode', 'reason', 'valueCodeableConcept'];
/** When it was, in any version; and when it was written down. */
const moments = ['onsetDateTime', 'effectiveDateTime', 'performedDateTime', 'occurrenceDateTime'];
const periods = ['onsetPeriod', 'effectivePeriod', 'performedPeriod', 'occurrencePeriod', 'period', 'actualPeriod'];
const recordings = ['recordedDate', 'assertedDate', 'issued', 'authoredOn'];

/** Entries about a termination, a pregnancy, a birth, self-harm, an assault or domestic abuse; oldest first, undated ones last. */
export function toCautions(context: Context, drafts: VisitDrafts): Caution[] {
  const { record, version } = context;
  const { kindOf } = drafts.terms;
  const all = (type: string) => [...record.own(type), ...record.restricted(type)];
  // What could not be used in visits was counted where they were mapped.
  const unusable: Tally = new Map();
  const entries = types.flatMap((type) => typesIn(version, type)).flatMap(all);
  const cautionIn = (one: IdentifiedResource, kinds: readonly CautionKind[]): readonly Caution[] =>
    kinds.length === 0 || one.status === 'entered-in-error'
      ? none
      : [{ reference: `${one.resourceType}/${one.id}`, kinds: [...new Set(kinds)], ...datesOf(one, context) }];
  return [
    ...entries.flatMap((one) =>
      cautionIn(
        one,
        conceptsOf(one).flatMap((concept) => kindOf(concept).cautions),
      ),
    ),
    ...all('Encounter').flatMap((one) => cautionIn(one, cautionsOfVisit(one, context, drafts, unusable))),
  ].sort((a, b) => oldestFirst({ ...a, day: a.from }, { ...b, day: b.from }));
}

const none: readonly Caution[] = [];

/** The concepts themselves, and those within CodeableReferences (R5). */
function conceptsOf(one: IdentifiedResource): readonly JsonObject[] {
  const given = elements.flatMap((element) => objects(one[element]));
  return [...given, ...given.flatMap(({ concept }) => objects(concept))];
}

/** What a visit says itself, and what the conditions say that it names. */
function cautionsOfVisit(
  one: IdentifiedResource,
  { record, conditionOf }: Context,
  drafts: VisitDrafts,
  tally: Tally,
): readonly CautionKind[] {
  const { cautions, conditions } = drafts.contactOf(one, tally);
  if (conditions.length === 0) return cautions;
  const named = conditions.flatMap((reference) => {
    const target = record.follow(reference, one);
    return objects((conditionOf(target?.key ?? '') ?? target?.resource)?.code);
  });
  return [...cautions, ...named.flatMap((concept) => drafts.terms.kindOf(concept).cautions)];
}

function datesOf(one: JsonObject, { time }: Context): Pick<Caution, 'from' | 'to' | 'recorded'> {
  const values = [
    ...moments.map((moment) => one[moment]),
    ...periods.flatMap((period) => [fields(one[period])?.start, fields(one[period])?.end]),
    ...recordings.map((recording) => one[recording]),
  ];
  const first = values.flatMap((value) => time.firstDay(value) ?? []).sort((a, b) => a - b)[0];
  const last = values.flatMap((value) => time.lastDay(value) ?? []).sort((a, b) => b - a)[0];
  const recorded = recordings.flatMap((recording) => time.day(one[recording]) ?? [])[0];
  return { from: first, to: last, recorded: recorded ?? first };
}
