import { kindOf, type Relation } from '../../../history/loss.ts';
import { type JsonObject, objects } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { relationSets } from '../../terminology/code-set-names.ts';

/** The relation that these concepts tell (a list from R4 on); undefined where they tell none that counts, or two. */
export function relationIn(relationship: unknown, { codeSets }: Pick<Context, 'codeSets'>): Relation | undefined {
  const concepts: readonly JsonObject[] = objects(relationship);
  if (concepts.some((one) => codeSets.has('relation-former', one))) return undefined;
  const found = concepts.flatMap((one) => codeSets.setsOf(one, relationSets)).map(relationOf);
  const [first] = found;
  return new Set(found.map(kindOf)).size === 1 ? (found.find((one) => isGendered(one)) ?? first) : undefined;
}

function relationOf(set: (typeof relationSets)[number]): Relation {
  return set.slice('relation-'.length) as Relation;
}

const plain: readonly Relation[] = ['partner', 'child', 'parent', 'sibling'];

function isGendered(relation: Relation): boolean {
  return !plain.includes(relation);
}

/** What the other of two people is, where one is this to the other; of what sex is not known. */
export function turnedRound(relation: Relation): Relation {
  const kind = kindOf(relation);
  if (kind === 'child') return 'parent';
  return kind === 'parent' ? 'child' : kind;
}
