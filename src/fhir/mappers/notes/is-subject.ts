import { fields, type JsonObject } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { subjectOf } from '../../record/subject-references.ts';

/** Whether a reference of a resource names the person whom the resource is about, and not for example their parent. */
export function isSubject(
  reference: JsonObject,
  owner: IdentifiedResource,
  { record }: Pick<Context, 'record'>,
): boolean {
  const subject = fields(subjectOf(owner));
  const target = record.follow(reference, owner);
  return target?.type === 'Patient' && subject !== undefined && record.follow(subject, owner)?.key === target.key;
}
