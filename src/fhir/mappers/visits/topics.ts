import type { JsonObject } from '../../json.ts';
import { fields, objects, objectsAt } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { oncePerResource } from '../../record/once-per-resource.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { type VisitKind, visitKinds } from '../../terminology/visit-kinds.ts';
import { participantRanks, type RankOf } from './participants.ts';
import { seenAt } from './seen-at.ts';
import { type SettingOf, settings } from './setting.ts';
import { createUnionCache, noWords, type Union } from './union-cache.ts';

/** Tells what an encounter or appointment was about; whatever repeats in a record is worked out once. */
export interface About {
  kindOf(concept: JsonObject): VisitKind;
  readonly settingOf: SettingOf;
  readonly rankOf: RankOf;
  /** An encounter took place in custody. */
  inCustody(encounter: IdentifiedResource): boolean;
  /** By its codes a role is that of an interpreter. */
  isInterpreter(role: JsonObject): boolean;
  /** Kinds of all these together. */
  kinds(...lists: readonly (readonly VisitKind[])[]): readonly string[];
  /** Sets of conditions and symptoms that an encounter's reasons and diagnoses are in. */
  groups(encounter: IdentifiedResource): readonly string[];
}

/** From here on one union of all costs less than one of each with the next. */
const fewKinds = 8;

/** What the visits of this record are about. */
export function aboutVisits(context: Context): About {
  const unite = createUnionCache();
  const groupsOfCondition = conditionGroups(context);
  const kindOf = visitKinds(context.codeSets);
  return {
    kindOf,
    settingOf: settings(context.codeSets),
    rankOf: participantRanks(context.codeSets),
    inCustody: seenAt('place-prison', context),
    isInterpreter: oncePerResource((role) => objects(role.code).some((code) => kindOf(code).interpreter)),
    kinds: (...lists) => {
      const all = lists.flat();
      if (all.length > fewKinds) return [...new Set(all.flatMap(({ kinds }) => kinds))];
      return all.reduce<readonly string[]>((kinds, kind) => unite(kinds, kind.kinds), noWords);
    },
    groups: (encounter) => groupsOfEncounter(encounter, context, unite, groupsOfCondition),
  };
}

type GroupsOfCondition = (reference: JsonObject, owner: IdentifiedResource) => readonly string[];

function groupsOfEncounter(
  encounter: IdentifiedResource,
  { version, groupsOf }: Context,
  unite: Union,
  groupsOfCondition: GroupsOfCondition,
): readonly string[] {
  const { reasons, reasonReferences, diagnoses, diagnosisConcepts } = version.encounter;
  let groups = noWords;
  for (const path of [reasons, diagnosisConcepts])
    for (const concept of objectsAt(encounter, path)) groups = unite(groups, groupsOf(concept));
  for (const path of [reasonReferences, diagnoses])
    for (const reference of objectsAt(encounter, path)) groups = unite(groups, groupsOfCondition(reference, encounter));
  return groups;
}

/** Groups of the Condition that a reference leads to: one of the person's own or a contained one. */
function conditionGroups({ conditionOf, record, groupsOf }: Context): GroupsOfCondition {
  return (reference, owner) => {
    const target = record.follow(reference, owner);
    if (target === undefined) return noWords;
    const condition = conditionOf(target.key) ?? (target.key.includes('#') ? target.resource : undefined);
    const code = fields(condition?.code);
    return code === undefined ? noWords : groupsOf(code);
  };
}
