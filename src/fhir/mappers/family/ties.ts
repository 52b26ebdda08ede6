import { kindOf, type Relation } from '../../../history/loss.ts';
import { typeAndId } from '../../ids.ts';
import { fields, type JsonObject, objects } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { linkedPatients } from '../../record/linked-patients.ts';
import { differInNhsNumber } from '../../record/nhs-number.ts';
import type { RelativeRows } from '../../record/sources.ts';
import { relationIn, turnedRound } from './relations.ts';

/** What of a context the family needs: it is looked at while the record is still being read. */
export type FamilyContext = Pick<Context, 'record' | 'codeSets' | 'time' | 'at'>;

/** A RelatedPerson that ties this person to a relative, and the relative's own records. */
export interface Tie {
  /** `RelatedPerson/<id>` */
  readonly reference: string;
  /** What the relative is to this person. */
  readonly relation: Relation;
  readonly relatedPerson: JsonObject;
  /** The RelatedPerson is this person, in the record of the relative: its address is this person's own. */
  readonly turned: boolean;
  /** Patients, reduced to a few elements. */
  readonly records: readonly JsonObject[];
}

/** More than these are no family but a fault. */
const maxTies = 50;

/** Whose own records are to be read; nobody's where there are too many for one family. */
export interface RelativesToRead {
  /** Ids of RelatedPersons of this person, without and with a look at where they live. */
  readonly relatives: readonly string[];
  readonly children: readonly string[];
  /** Ids of RelatedPersons that this person is in the records of others. */
  readonly roles: readonly string[];
  readonly tooMany: boolean;
}

export function relativesToRead(context: FamilyContext): RelativesToRead {
  const own = ownRelatives(context);
  const roles = [...rolesOf(context.record.patient)];
  const tooMany = own.length + roles.length > maxTies;
  const ids = (isChild: boolean) =>
    own.filter(({ relation }) => (kindOf(relation) === 'child') === isChild).map(({ one }) => one.id);
  return tooMany
    ? { relatives: [], children: [], roles: [], tooMany }
    : { relatives: ids(false), children: ids(true), roles, tooMany };
}

/** The ties of which both ends were read. */
export function tiesIn(context: FamilyContext, rows: RelativeRows): readonly Tie[] {
  const { record } = context;
  const { patient } = record;
  const self = new Set([String(patient?.id), ...linkedPatients(patient).ids]);
  const others = rows.patients.filter(({ id }) => !self.has(String(id)));
  const byRole = new Map<string, JsonObject[]>();
  for (const one of others) for (const role of rolesOf(one)) byRole.set(role, [...(byRole.get(role) ?? []), one]);
  const direct = ownRelatives(context).map(({ one, relation }) =>
    tie(
      one,
      relation,
      false,
      (byRole.get(one.id) ?? []).filter((other) => !differInNhsNumber(one, other)),
    ),
  );
  const byId = new Map(others.map((one) => [String(one.id), one]));
  const ownRoles = rolesOf(patient);
  const turned = rows.roles.flatMap((one) => {
    const relation = ownRoles.has(String(one.id)) && isInUse(one) ? relationIn(one.relationship, context) : undefined;
    const target = typeAndId(fields(one.patient)?.reference);
    const other = target?.type === 'Patient' ? byId.get(target.id) : undefined;
    if (relation === undefined || other === undefined || differInNhsNumber(one, patient ?? {})) return [];
    return [tie(one, turnedRound(relation), true, [other])];
  });
  return [...direct, ...turned].filter(({ records }) => records.length > 0);
}

function tie(relatedPerson: JsonObject, relation: Relation, turned: boolean, records: readonly JsonObject[]): Tie {
  return { reference: `RelatedPerson/${relatedPerson.id}`, relation, relatedPerson, turned, records };
}

/** This person's RelatedPersons whose relation counts. */
function ownRelatives(context: FamilyContext) {
  return context.record.own('RelatedPerson').flatMap((one) => {
    const relation = isInUse(one) ? relationIn(one.relationship, context) : undefined;
    return relation === undefined ? [] : [{ one, relation }];
  });
}

function isInUse({ active }: JsonObject): boolean {
  return active !== false;
}

/** Ids of the RelatedPersons that a Patient says it is too (`Patient.link`). */
function rolesOf(patient: JsonObject | undefined): ReadonlySet<string> {
  const others = objects(patient?.link).map(({ other }) => typeAndId(fields(other)?.reference));
  return new Set(others.flatMap((one) => (one?.type === 'RelatedPerson' ? one.id : [])));
}
