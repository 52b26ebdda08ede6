import type { Condition } from '../../history/history.ts';
import { longTermConditions } from '../../history/long-term-conditions.ts';
import type { CodeSetName } from '../code-set-names.ts';
import { type Fields, fields, objects, text } from '../json.ts';
import type { Context } from './context.ts';
import type { Owned } from './record.ts';
import { isRestricted } from './restricted.ts';

/** Sets that are a condition's groups. */
const groups: readonly CodeSetName[] = [
  ...longTermConditions,
  'serious-mental-illness',
  'pregnancy',
  'palliative-care',
  'terminal-illness',
  'care-home-resident',
];
/** condition-clinical codes of a problem that is there now. */
const activeCodes = ['active', 'recurrence', 'relapse'];
const notTrue = ['entered-in-error', 'refuted'];

/** Maps a Condition; undefined where it is entered in error, refuted or restricted. */
export function toCondition(condition: Owned, context: Context): Condition | undefined {
  const { codeSets, time, version, tally } = context;
  if (codesIn(condition.verificationStatus).some((code) => notTrue.includes(code))) return undefined;
  if (isRestricted(condition)) return undefined;
  const code = fields(condition.code, tally);
  const named = codeSets.setsOf(code, groups);
  return {
    reference: `Condition/${condition.id}`,
    groups: codeSets.has('safeguarding', code) ? [...named, 'safeguarding'] : named,
    active: isActive(condition, context),
    recorded: time.day(condition[version.condition.recorded]),
    onset: undefined,
    onsetExact: false,
    ended: undefined,
    relapse: false,
    review: false,
    tentative: false,
    contact: undefined,
  };
}

function isActive(condition: Fields, { time, at }: Context): boolean {
  const status = codesIn(condition.clinicalStatus);
  if (status.length > 0) return status.some((code) => activeCodes.includes(code));
  const end = time.lastDay(condition.abatementDateTime ?? fields(condition.abatementPeriod)?.end);
  if (end !== undefined) return end > at.asOf;
  return !Object.keys(condition).some((element) => element.startsWith('abatement') && condition[element] !== false);
}

/** Codes of a status, as CodeableConcept or as plain code. */
function codesIn(status: unknown): string[] {
  if (typeof status === 'string') return [status];
  return objects(status).flatMap((concept) => objects(concept.coding).flatMap(({ code }) => text(code) ?? []));
}
