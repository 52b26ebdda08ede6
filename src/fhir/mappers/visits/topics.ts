import type { CautionKind } from '../../../history/history.ts';
import { fields, type JsonObject, objects, objectsAt, type Tally } from '../../json.ts';
import type { CallContext, Context } from '../../record/context.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { type VisitKind, visitKinds } from '../../terminology/visit-kinds.ts';
import type { FhirVersion } from '../../versions/index.ts';
import type { UnresolvedContact } from './draft.ts';
import { participantRanks, type RankOf } from './participants.ts';
import { seenAt } from './seen-at.ts';
import { type SettingOf, settings } from './setting.ts';
import { createUnionCache, emptyList, type Union } from './union-cache.ts';

/** Reads what encounters and appointments say by themselves. */
export interface VisitTerms extends Pick<CallContext, 'at' | 'time' | 'codeSets' | 'groupsOf'> {
  readonly version: FhirVersion;
  kindOf(concept: JsonObject): VisitKind;
  readonly settingOf: SettingOf;
  readonly rankOf: RankOf;
  readonly unite: Union;
}

/** The terms of one call's visits: what repeats in a record is looked up once. */
export function createVisitTerms({ at, time, codeSets, groupsOf }: CallContext, version: FhirVersion): VisitTerms {
  const [kindOf, settingOf, rankOf] = [visitKinds(codeSets), settings(codeSets), participantRanks(codeSets)];
  return { at, time, codeSets, groupsOf, version, kindOf, settingOf, rankOf, unite: createUnionCache() };
}

/** What an encounter says, in codes or words, that it is and is about. */
export interface ContactKinds {
  readonly types: readonly VisitKind[];
  readonly services: readonly VisitKind[];
  readonly reasons: readonly VisitKind[];
  readonly diagnoses: readonly VisitKind[];
}

/** The kinds of an encounter. */
export function kindsOf(encounter: IdentifiedResource, { version, kindOf }: VisitTerms, tally: Tally): ContactKinds {
  const { services, reasons, diagnosisConcepts } = version.encounter;
  const each = (concepts: readonly JsonObject[]) => (concepts.length === 0 ? noKinds : concepts.map(kindOf));
  return {
    types: each(objects(encounter.type, tally)),
    services: each(objectsAt(encounter, services)),
    reasons: each(objectsAt(encounter, reasons, tally)),
    diagnoses: each(objectsAt(encounter, diagnosisConcepts)),
  };
}

const noKinds: readonly VisitKind[] = [];

/** From here on one union of all costs less than one of each with the next. */
const fewKinds = 8;

/** What these kinds are matched by, each once. */
export function kindsIn(lists: readonly (readonly VisitKind[])[], { unite }: VisitTerms): readonly string[] {
  let all = emptyList;
  for (const kinds of lists) {
    if (kinds.length > fewKinds) all = [...new Set([...all, ...kinds.flatMap((kind) => kind.kinds)])];
    else for (const kind of kinds) all = unite(all, kind.kinds);
  }
  return all;
}

/** A visit for a bereavement may say so by its type; what else a type names is no reason for it. */
const ofLoss = ['bereavement-contact'] as const;

/** Sets of conditions and symptoms that the encounter's own reasons and diagnoses are in. */
export function ownGroups({ types, reasons, diagnoses }: ContactKinds, { unite }: VisitTerms): readonly string[] {
  let groups = emptyList;
  for (const kind of reasons) groups = unite(groups, kind.groups);
  for (const kind of diagnoses) groups = unite(groups, kind.groups);
  for (const kind of types) if (kind.groups.includes(ofLoss[0])) groups = unite(groups, ofLoss);
  return groups;
}

/** What its kind, its reasons and its diagnoses say that may only silence. */
export function ownCautions({ types, services, reasons, diagnoses }: ContactKinds): readonly CautionKind[] {
  let cautions = noCautions;
  for (const kinds of [types, services, reasons, diagnoses])
    for (const kind of kinds) if (kind.cautions.length > 0) cautions = [...cautions, ...kind.cautions];
  return cautions;
}

const noCautions: readonly CautionKind[] = [];

/** References to the conditions that are its reasons and diagnoses. */
export function conditionsOf(encounter: IdentifiedResource, { version }: VisitTerms): readonly JsonObject[] {
  const { reasonReferences, diagnoses } = version.encounter;
  const [reasons, diagnosed] = [objectsAt(encounter, reasonReferences), objectsAt(encounter, diagnoses)];
  return diagnosed.length === 0 ? reasons : [...reasons, ...diagnosed];
}

/** What the rest of the record adds to visits. */
export interface VisitTopics {
  /** An encounter took place in custody. */
  inCustody(encounter: IdentifiedResource): boolean;
  /** By its codes a role is that of an interpreter. */
  isInterpreter(role: JsonObject): boolean;
  /** All groups of an encounter: its own, and those of the conditions that it names. */
  groupsOf(contact: UnresolvedContact): readonly string[];
}

/** What this record adds to its visits. */
export function visitTopics(context: Context, { kindOf, unite }: VisitTerms): VisitTopics {
  const groupsOfCondition = conditionGroups(context);
  return {
    inCustody: seenAt('place-prison', context),
    isInterpreter: (role) => objects(role.code).some((code) => kindOf(code).interpreter),
    groupsOf: ({ encounter, groups, conditions }) =>
      conditions.reduce((all, condition) => unite(all, groupsOfCondition(condition, encounter)), groups),
  };
}

/** Groups of the Condition that a reference leads to: one of the person's own or a contained one. */
function conditionGroups({
  conditionOf,
  record,
  groupsOf,
}: Context): (reference: JsonObject, owner: IdentifiedResource) => readonly string[] {
  return (reference, owner) => {
    const target = record.follow(reference, owner);
    if (target === undefined) return emptyList;
    const condition = conditionOf(target.key) ?? (target.key.includes('#') ? target.resource : undefined);
    const code = fields(condition?.code);
    return code === undefined ? emptyList : groupsOf(code);
  };
}
