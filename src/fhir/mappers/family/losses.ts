import type { Condition, Loss, Observation, Relation } from '../../../history/history.ts';
import { kindOf } from '../../../history/loss.ts';
import { fields, type JsonObject, objects } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { relationIn } from './relations.ts';

/** Problems and findings of the person's own that say that someone close has died. */
export function toLosses(
  conditions: readonly Condition[],
  observations: readonly Observation[],
  context: Context,
): Loss[] {
  const { own, version, time } = context;
  const [conditionOf, observationOf] = [byReference(own.conditions), byReference(own.observations)];
  const problems = naming(conditions).filter(
    ({ reference, tentative }) => !tentative && isOfSomeoneClose(conditionOf(reference), context),
  );
  const findings = naming(observations).filter(({ reference }) => isOfSomeoneClose(observationOf(reference), context));
  const losses = [
    ...problems.map((one) => {
      const condition = conditionOf(one.reference);
      return problem(one, startOf(condition, 'onset'), time.day(condition[version.condition.recorded]), condition);
    }),
    ...findings.map((one) => {
      const observation = observationOf(one.reference);
      return problem(one, startOf(observation, 'effective'), time.day(observation.issued), observation);
    }),
  ];
  return once(losses.flatMap((one) => one ?? []));

  function problem(
    { reference, contact }: Pick<Condition, 'reference' | 'contact'>,
    began: unknown,
    recorded: number | undefined,
    { code }: JsonObject,
  ): Loss | undefined {
    const died = time.monthDay(began);
    // A death of a year is as good as none, and so is an entry of it.
    if (died === undefined && (began !== undefined || recorded === undefined)) return undefined;
    const diedExact = time.day(began) !== undefined;
    return { reference, source: 'problem', relation: relationOf(code, context), died, diedExact, recorded, contact };
  }
}

/** Entries of a bereavement, each once: components of an Observation are one entry. */
function naming<Entry extends Pick<Condition, 'reference' | 'groups'>>(entries: readonly Entry[]): Entry[] {
  return once(entries.filter(({ groups }) => groups.includes('bereavement')));
}

/** Wherever code or value of the entry or of a component name a bereavement, neither says that it is another one. */
function isOfSomeoneClose(entry: JsonObject, { codeSets, groupsOf }: Context): boolean {
  const named = [entry, ...objects(entry.component)]
    .map(({ code, valueCodeableConcept }) => objects([code, valueCodeableConcept]))
    .filter((concepts) => concepts.some((one) => groupsOf(one).includes('bereavement')));
  return !named.flat().some((one) => codeSets.has('bereavement-other', one));
}

/** The code of some lists tells who it was; words do not. */
function relationOf(code: unknown, { codeSets }: Context): Relation | undefined {
  if (codeSets.has('bereavement-of-partner', code)) return 'partner';
  return codeSets.has('bereavement-of-child', code) ? 'child' : undefined;
}

/** A choice element's day or the start of its period; any other of its forms gives no day, but is not nothing. */
function startOf(one: JsonObject, element: 'onset' | 'effective'): unknown {
  const given = one[`${element}DateTime`] ?? one[`${element}Instant`] ?? fields(one[`${element}Period`])?.start;
  return given ?? Object.keys(one).find((name) => name.startsWith(element) && one[name] !== undefined);
}

function byReference(resources: readonly IdentifiedResource[]): (reference: string) => JsonObject {
  const all = new Map(resources.map((one) => [`${one.resourceType}/${one.id}`, one]));
  return (reference) => all.get(reference) ?? {};
}

function once<Entry extends { readonly reference: string }>(entries: readonly Entry[]): Entry[] {
  const unique = new Map(entries.map((one) => [one.reference, one]));
  return [...unique.values()].sort((a, b) => (a.reference < b.reference ? -1 : 1));
}

/** Deaths by the family's history. A parent's counts only for someone who cares for one. */
export function toFamilyLosses(context: Context, cares: boolean): Loss[] {
  const { record, time } = context;
  const losses = record.own('FamilyMemberHistory').flatMap((one): Loss[] => {
    const died = time.monthDay(one.deceasedDate);
    const relation = relationIn(one.relationship, context);
    if (died === undefined || relation === undefined || one.notDone === true) return [];
    if (kindOf(relation) === 'parent' && !cares) return [];
    return [
      {
        reference: `FamilyMemberHistory/${one.id}`,
        source: 'family-history',
        relation,
        died,
        diedExact: time.day(one.deceasedDate) !== undefined,
        recorded: time.day(one.date),
        contact: undefined,
      },
    ];
  });
  return once(losses);
}
