import type { Elements } from './elements.ts';

/** The meaning of an encounter's status. */
export type EncounterState = 'finished' | 'underway' | 'planned' | 'cancelled' | 'entered-in-error';

/** The meaning of an appointment's status. `present`: arrived; counts as seen once its day has passed. */
export type AppointmentState =
  | 'proposed'
  | 'pending'
  | 'booked'
  | 'present'
  | 'attended'
  | 'missed'
  | 'cancelled'
  | 'entered-in-error';

/** The meaning of the status of a request for a service; requests with another status are ignored. */
export type RequestState = 'active' | 'completed' | 'revoked';

/** Names of elements that lead to an element, through every entry of a list. Empty if the version has no such element. */
export type Path = readonly string[];

/** An element that not every version has, or not in this form. */
export interface VersionMarker {
  readonly type: string;
  /** Empty if the resource itself is the marker. */
  readonly path: Path;
  /** JSON type that the element must have; undefined if any will do. */
  readonly form?: 'text' | 'object' | 'list';
}

/** Where one FHIR version has the elements that are read, and what its codes mean. Others are in the same place in all. */
export interface FhirVersion {
  readonly name: 'STU3' | 'R4' | 'R4B' | 'R5';
  /** `CapabilityStatement.fhirVersion` begins with one of these. */
  readonly numbers: readonly string[];
  /** Resources of R4 are also valid in this version. */
  readonly acceptsR4: boolean;
  /** The types that correspond to a type of R4, where they differ. */
  readonly types: { readonly [typeInR4: string]: readonly string[] };
  /** Elements that resources of this version may have and those of another version may not. */
  readonly markers: readonly VersionMarker[];
  /** The elements that are read besides those of `inEveryVersion`. */
  readonly elements: Elements;
  /** FHIRPath of the elements that date a resource of any type; the first that is present counts. */
  readonly moments: readonly string[];
  readonly encounter: {
    readonly period: string;
    readonly actor: string;
    readonly services: Path;
    readonly reasons: Path;
    readonly reasonReferences: Path;
    /** References of diagnoses, and concepts where one is a concept itself. */
    readonly diagnoses: Path;
    readonly diagnosisConcepts: Path;
    readonly hospitalStay: string;
    /** The orders that it answers. */
    readonly basedOn: string;
    /** The kind of place, within `location`. */
    readonly placeKind: string;
    readonly states: ReadonlyMap<string, EncounterState>;
  };
  /** The kind of place, in a Location. */
  readonly location: { readonly kind: string };
  readonly appointment: {
    readonly kinds: readonly Path[];
    readonly cancellation: Path;
    readonly states: ReadonlyMap<string, AppointmentState>;
  };
  /** `recorders`: who recorded or asserted it. */
  readonly condition: { readonly recorded: string; readonly recorders: readonly Path[] };
  /** The encounter in which a Condition or an Observation was recorded. */
  readonly recordedIn: string;
  readonly role: { readonly absences: Path };
  readonly team: { readonly memberPeriod: string };
  /** A medicine as a concept, or as a reference to one. */
  readonly medicine: { readonly concept: Path; readonly reference: Path };
  /** Within a Dosage: the dose quantity, and the reason for a medicine that is taken as needed. */
  readonly dosage: { readonly doses: Path; readonly asNeededFor: string };
  readonly carePlan: {
    readonly addresses: Path;
    readonly addressedConcepts: Path;
    readonly authors: readonly string[];
    readonly activities: Path;
  };
  /** Elements of a DocumentReference that say when it was written; the first that is present counts. */
  readonly document: { readonly written: readonly string[] };
  /** `when` is a choice element; `notDone` is a flag in versions where the status does not say so. */
  readonly procedure: { readonly when: string; readonly reasons: Path; readonly notDone: string | undefined };
  readonly referral: {
    readonly due: string;
    readonly codes: readonly Path[];
    readonly states: ReadonlyMap<string, RequestState>;
  };
  readonly task: { readonly reasons: Path };
  readonly communication: {
    readonly topics: Path;
    readonly about: Path;
    readonly reasons: Path;
    /** Within `payload`: a text or a concept. */
    readonly content: string;
    readonly notDone: string | undefined;
    /** Why it was not sent or did not arrive. */
    readonly statusReasons: Path;
  };
  /** Within a TriggerDefinition, and within the codeFilter of a DataRequirement. */
  readonly trigger: { readonly name: string; readonly data: string; readonly codes: string; readonly valueSet: string };
}

/** Splits a text such as `reason.value.concept`. */
export function path(steps: string): Path {
  return steps.split('.');
}

/** The path of an element that a version does not have. */
export const nowhere: Path = [];
