import type { LeftEarly, Setting } from '../../../history/contact.ts';
import { fields, type JsonObject, objects, text } from '../../json.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { codingsOf } from '../../terminology/codings.ts';
import { matchable } from '../../terminology/matching-text.ts';
import type { VisitKind } from '../../terminology/visit-kinds.ts';
import type { ContactKinds, VisitTerms } from './topics.ts';

/** UK Core's extensions of an encounter or its stay, and their forerunners of CareConnect. */
const howItEnded = /(?:EmergencyCareDischargeStatus|DischargeMethod)(?:-\d)?$/;
const waiting: readonly unknown[] = ['arrived', 'triaged'];
const msPerMinute = 60_000;

/**
 * That the person left early: by a code or words of its type, reasons or discharge, or because the visit was cancelled
 * after they had arrived.
 */
export function leftEarly(
  encounter: IdentifiedResource,
  setting: Setting,
  { types, reasons }: ContactKinds,
  terms: VisitTerms,
): LeftEarly | undefined {
  const { version, kindOf } = terms;
  const stay = fields(encounter[version.encounter.hospitalStay]);
  const coded =
    firstStage(types) ??
    firstStage(reasons) ??
    (stay && firstStage(objects(stay.dischargeDisposition).map(kindOf))) ??
    firstStage(endsOf(encounter).map(kindOf)) ??
    (stay && firstStage(endsOf(stay).map(kindOf)));
  const stage = coded ?? (wasCancelledInWaiting(encounter) ? 'unseen' : undefined);
  if (stage === undefined) return undefined;
  return { stage, emergency: setting === 'emergency', waitedMinutes: waitOf(encounter, terms) };
}

function firstStage(kinds: readonly VisitKind[]): LeftEarly['stage'] | undefined {
  return kinds.find(({ left }) => left !== undefined)?.left;
}

function endsOf({ extension }: JsonObject): readonly JsonObject[] {
  if (extension === undefined) return none;
  const ends = objects(extension).filter(({ url }) => howItEnded.test(matchable(text(url) ?? '')));
  return ends.flatMap(({ valueCodeableConcept }) => objects(valueCodeableConcept));
}

const none: readonly JsonObject[] = [];

/** R4 keeps the states that were before (`statusHistory`), R5 the person's own state beside that of the encounter. */
function wasCancelledInWaiting({ status, statusHistory, subjectStatus }: JsonObject): boolean {
  if (status !== 'cancelled') return false;
  const states = objects(subjectStatus).flatMap((state) => codingsOf(state).map(({ code }) => code));
  return [...objects(statusHistory).map((one) => one.status), ...states].some((state) => waiting.includes(state));
}

/** From the first arrival to the end, where both have a time. */
function waitOf(encounter: JsonObject, { version, time }: VisitTerms): number | undefined {
  const arrived = objects(encounter.statusHistory)
    .filter((one) => waiting.includes(one.status))
    .flatMap((one) => time.instant(fields(one.period)?.start) ?? [])
    .sort((a, b) => a - b)[0];
  const left = time.instant(fields(encounter[version.encounter.period])?.end);
  if (arrived === undefined || left === undefined || left < arrived) return undefined;
  return Math.floor((left - arrived) / msPerMinute);
}
