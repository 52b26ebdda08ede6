import { type Day, isoDay } from '../../../history/calendar.ts';
import { type Contact, didHappen } from '../../../history/contact.ts';
import { fields, type JsonObject } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { isErroneous } from '../../record/contributing.ts';
import type { IdentifiedResource } from '../../record/record.ts';

/** What never was, or is to come, is no entry. */
const noEntry: readonly unknown[] = ['cancelled', 'revoked', 'planned', 'waitlist', 'proposed', 'preparation', 'draft'];

/** By type, the dates and periods of an entry in any version, as they are asked for (`versions/elements.ts`). */
const dates: Readonly<Record<string, readonly string[]>> = {
  Appointment: ['start', 'end', 'created'],
  CarePlan: ['created', 'period'],
  CareTeam: ['period'],
  Communication: ['sent', 'received'],
  Condition: ['recordedDate', 'assertedDate', 'onsetDateTime', 'onsetPeriod', 'abatementDateTime', 'abatementPeriod'],
  DocumentReference: ['date', 'created', 'indexed'],
  EpisodeOfCare: ['period'],
  Flag: ['period'],
  MedicationDispense: ['whenHandedOver', 'whenPrepared'],
  MedicationRequest: ['authoredOn', 'statusChanged'],
  Observation: ['effectiveDateTime', 'effectivePeriod', 'effectiveInstant', 'issued'],
  Procedure: ['performedDateTime', 'performedPeriod', 'occurrenceDateTime', 'occurrencePeriod'],
  ProcedureRequest: ['authoredOn', 'occurrenceDateTime', 'occurrencePeriod'],
  QuestionnaireResponse: ['authored'],
  ReferralRequest: ['authoredOn', 'occurrenceDateTime', 'occurrencePeriod'],
  ServiceRequest: ['authoredOn', 'occurrenceDateTime', 'occurrencePeriod'],
  Task: ['authoredOn', 'lastModified', 'executionPeriod'],
};

/** The latest day, by `asOf`, on which anything of the person is dated, of whatever kind. */
export function lastRecorded({ own, at, time }: Context, contacts: readonly Contact[]): Day | undefined {
  const { encounters: _, ...others } = own;
  // The days of encounters are known.
  let latest = contacts.findLast((one) => one.day !== undefined && one.day <= at.asOf && didHappen(one))?.day;
  // Dates as text are in the order of their days, so that only a few need parsing; an offset may hide a day, which matters little.
  let [after, before] = [latest === undefined ? '1' : isoDay(latest), isoDay(at.asOf + 2)];
  const look = (text: unknown) => {
    if (typeof text !== 'string' || text <= after || text > before) return;
    const day = time.day(text);
    if (day === undefined || day > at.asOf) return;
    latest = Math.max(day, latest ?? day);
    after = text;
  };
  for (const resource of Object.values(others).flat()) {
    if (!noEntry.includes(resource.status) && !isErroneous(resource)) lookAtDates(resource, look);
  }
  return latest;
}

function lookAtDates(resource: IdentifiedResource, look: (text: unknown) => void): void {
  for (const name of dates[String(resource.resourceType)] ?? []) {
    const value = resource[name];
    if (typeof value !== 'object') look(value);
    else {
      const { start, end }: JsonObject = fields(value) ?? {};
      look(start);
      look(end);
    }
  }
}
