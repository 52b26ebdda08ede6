import { fields, objects } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { isErroneous } from '../../record/contributing.ts';

/** References of the entries of domestic abuse, of whatever status, restricted ones too: all that comes of them is silence. */
export function toDomesticAbuse({ record, codeSets, groupsOf }: Context): string[] {
  const saysSo = (value: unknown) => {
    const concept = fields(value);
    return concept !== undefined && groupsOf(concept).includes('domestic-abuse');
  };
  const entries = (['Condition', 'Observation'] as const).flatMap((type) =>
    [...record.own(type), ...record.restricted(type)].filter(
      (one) => !isErroneous(one) && [one.code, one.valueCodeableConcept].some(saysSo),
    ),
  );
  const flags = [...record.own('Flag'), ...record.restricted('Flag')].filter((flag) =>
    [flag.code, ...objects(flag.category)].some((code) => codeSets.has('domestic-abuse', code)),
  );
  return [...entries, ...flags].map(({ resourceType, id }) => `${resourceType}/${id}`).sort();
}
