import type { FhirAccess, Unread } from '../cds/service.ts';
import type { Detector } from '../detectors/detector.ts';
import type { Run } from '../detectors/run.ts';
import type { ReadResult } from '../fhir/read/read-request.ts';
import type { Clinician, ClinicianKey, Part, Person, Reading } from '../history/history.ts';
import type { ClinicianPatientPair } from '../store/store.ts';
import type { Found } from './heed-answers.ts';
import type { Caller } from './opening-record.ts';

/** One opening of one chart, as a service asks for it. */
export interface ChartCall extends Caller {
  readonly service: string;
  /** The detectors that run, and the codes of those whose findings may be shown. */
  readonly detectors: readonly Detector[];
  readonly shows: readonly string[];
  /** Staff without a clinical role may see the cards, wherever they work. */
  readonly anyStaff: boolean;
  /** Whether its cards may suggest something. */
  readonly suggests: boolean;
  /** Parts to read beside those of the detectors; none if left out. */
  readonly alsoReads?: readonly Part[];
  readonly encounterId: string | undefined;
  /** Resources of the hook's own context. */
  readonly offered: readonly unknown[];
  readonly prefetch: Readonly<Record<string, unknown>>;
  readonly server: FhirAccess | undefined;
  readonly fhirServer: string | undefined;
  readonly launchesThread?: boolean;
  readonly signal: AbortSignal;
}

/** A chart after reading and detecting, and what is remembered about it. */
export interface OpenedChart {
  readonly call: ChartCall;
  readonly read: ReadResult;
  readonly run: Run;
  readonly person: Person;
  readonly unread: readonly UnreadPart[];
  readonly pair: ClinicianPatientPair;
  readonly found: Found;
}

/** A part of the history that could not be read. */
export interface UnreadPart extends Unread {
  readonly part: Part;
}

/** The clinicians of a chart; none where they could not be read. */
export function cliniciansIn({ clinicians }: Reading): ReadonlyMap<ClinicianKey, Clinician> {
  return clinicians.known ? clinicians.value : new Map();
}
