import type { Condition, Loss, Observation, Relation } from '../../../history/history.ts';
import { kindOf } from '../../../history/loss.ts';
import { fields, type JsonObject } from '../../json.ts';
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
  const problems = conditions.filter((one) => saysLoss(one.groups) && !one.tentative);
  const findings = observations.filter((one) => saysLoss(one.groups));
  const [conditionOf, observationOf] = [byReference(own.conditions), byReference(own.observations)];
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

/** What counts as an entry of a loss, and what may show that it was spoken of. */
export function saysLoss(groups: readonly string[]): boolean {
  return groups.includes('bereavement') && !groups.includes('bereavement-other');
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

/** Components of an Observation are one entry. */
function once(losses: readonly Loss[]): Loss[] {
  return [...new Map(losses.map((one) => [one.reference, one])).values()].sort((a, b) =>
    a.reference < b.reference ? -1 : 1,
  );
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
