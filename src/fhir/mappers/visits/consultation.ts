import type { Day } from '../../../history/calendar.ts';
import { fields, objects, text } from '../../json.ts';
import { localTime } from '../../record/local-time.ts';
import { isRestricted } from '../../record/restricted.ts';
import { versionByOwnShape } from '../../versions/index.ts';
import { isHeld } from './contact.ts';

/** Who saw somebody, when and where: of an Encounter of anyone, without whom it was with. */
export interface Consultation {
  readonly day: Day;
  /** References of the practitioners and roles that take part. */
  readonly clinicians: readonly string[];
  /** Reference of the organisation, where recorded. */
  readonly organisation: string | undefined;
}

/**
 * Reads an Encounter as the read of a clinician's latest activity would, which meets other people's encounters: restricted
 * ones, and those that did not take place, are none.
 */
export function consultationOf(timeZone: string): (encounter: unknown) => Consultation | undefined {
  const time = localTime(timeZone);
  const versionOf = versionByOwnShape('Encounter');
  return (encounter) => {
    const row = fields(encounter);
    if (row === undefined || isRestricted(row)) return undefined;
    const version = versionOf(row);
    const day = time.day(fields(row[version.encounter.period])?.start);
    if (day === undefined || !isHeld(row, { version })) return undefined;
    const actors = objects(row.participant).map((one) => text(fields(one[version.encounter.actor])?.reference) ?? '');
    const clinicians = actors.filter((one) => one.startsWith('Practitioner'));
    return { day, clinicians, organisation: text(fields(row.serviceProvider)?.reference) };
  };
}
