import type { Day } from '../../history/calendar.ts';
import type { Part, Reading } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import type { FhirServer } from '../client/client.ts';

/** One opening of one chart, and where its record may be read. */
export interface ReadRequest {
  /** Checked against FHIR's id pattern. */
  readonly patientId: string;
  /** As sent: `Practitioner/1`, `PractitionerRole/2`, `Patient/3`, anything. */
  readonly userId: string;
  readonly encounterId: string | undefined;
  /** Resources of the hook's own context; they may be of any kind, and broken. */
  readonly offered: readonly unknown[];
  readonly prefetch: Readonly<Record<string, unknown>>;
  /** The call's own, may it be called or not: where its references lead. */
  readonly fhirServer?: string | undefined;
  /** An allowed base and a usable token; undefined where no server may be called. */
  readonly server: FhirServer | undefined;
  /** What the service's detectors need or use. */
  readonly parts: readonly Part[];
  /** The site's day, and the instant in ms since 1970. */
  readonly asOf: Day;
  readonly now: number;
  /** Aborted at the deadline: what has been read by then is used. */
  readonly signal: AbortSignal;
}

export interface ReadResult {
  /** Where the person is unread, no card is written. */
  readonly reading: Reading;
  readonly opening: Opening;
  /** False where the caller is known to speak a version that does not take resources of R4. */
  readonly acceptsR4: boolean;
  /** How much could not be used, by a closed list of reason codes; for metrics only. */
  readonly tally: ReadonlyMap<string, number>;
}
