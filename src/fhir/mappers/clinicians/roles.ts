import type { Role, RoleKind } from '../../../history/history.ts';
import { fields, type JsonObject, objects, objectsAt, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { organisationKey, type Places } from '../../record/places.ts';
import type { StaffRole } from '../../record/staff.ts';
import type { CodeSetName } from '../../terminology/code-set-names.ts';
import type { CodeSets } from '../../terminology/code-sets.ts';
import { codesOf, codingsOf } from '../../terminology/codings.ts';
import { oncePerConcept } from '../../terminology/concepts.ts';

const kinds: Readonly<Partial<Record<CodeSetName, RoleKind>>> = {
  'role-trainee': 'trainee',
  'role-locum': 'locum',
  'role-gp': 'gp',
  'role-team': 'team',
  'role-not-clinical': 'not-clinical',
};
/** By code, the more particular wins; in words ('GP receptionist', 'practice nurse') whatever is not a GP does. */
const byCode: readonly CodeSetName[] = ['role-trainee', 'role-locum', 'role-gp', 'role-team', 'role-not-clinical'];
const byWords: readonly CodeSetName[] = ['role-not-clinical', 'role-team', 'role-trainee', 'role-locum', 'role-gp'];

/** What kind of role one of its codes stands for. */
export function roleKinds(codeSets: CodeSets): (concept: JsonObject) => RoleKind {
  return oncePerConcept((concept) => codeSets.meaningOf(concept, kindOf));
}

/** Maps a PractitionerRole. */
export function toRole(
  { reference, resource, owner }: StaffRole,
  context: Context,
  places: Places,
  kindOfCode: (concept: JsonObject) => RoleKind,
): Role {
  const { time, record, at } = context;
  const [organisation] = objects(resource.organization);
  const concepts = objects(resource.code);
  const period = fields(resource.period) ?? {};
  const lastDay = time.lastDay(period.end);
  const end = time.day(period.end);
  return {
    reference,
    codes: concepts.flatMap(codesOf).sort(),
    kind: kindOfRole(resource, kindOfCode),
    organisation: organisationKey(organisation, owner, record),
    here: places.isHere(organisation, owner),
    // A role that ended in a past month or year has ended, though its last day is not known.
    active: resource.active !== false && (end !== undefined || lastDay === undefined || lastDay >= at.asOf),
    start: time.day(period.start),
    end,
    away: objectsAt(resource, context.staffVersion.role.absences).flatMap((absence) => awayOf(absence, context)),
  };
}

/** One that began in a month or year covers what comes after it: so a day on which they may have been here is not counted as an absence. */
function awayOf(absence: JsonObject, { time }: Context): Role['away'][number][] {
  const during = fields(absence.during);
  const from = time.lastDay(during?.start);
  const to = time.lastDay(during?.end);
  return from === undefined && to === undefined ? [] : [{ from, to }];
}

/** A role with several codes is the most particular of them. */
export function kindOfRole({ code }: JsonObject, kindOfCode: (concept: JsonObject) => RoleKind): RoleKind {
  const found = objects(code).map(kindOfCode);
  return byCode.map((set) => kinds[set]).find((kind) => kind !== undefined && found.includes(kind)) ?? 'unknown';
}

function kindOf(concept: JsonObject, codeSets: CodeSets): RoleKind {
  const codings = codingsOf(concept).filter((coding) => !isAccessRole(coding));
  const codes = { coding: codings.map(({ system, code }) => ({ system, code })) };
  const words = [concept, ...codings].map((part) => ({ text: text(part.text) ?? text(part.display) }));
  const [found = byWords.find((set) => words.some((part) => codeSets.has(set, part)))] = codeSets.setsOf(codes, byCode);
  return (found && kinds[found]) ?? 'unknown';
}

/** R8000 and the like say what a smartcard may do, never who its holder is. */
function isAccessRole({ code }: JsonObject): boolean {
  return typeof code === 'string' && /^R80\d\d$/.test(code);
}
