/** What an encounter's status says. */
export type EncounterState = 'finished' | 'underway' | 'planned' | 'cancelled' | 'entered-in-error';

/** What an appointment's status says. `present`: arrived, and seen once its day has passed. */
export type AppointmentState =
  | 'proposed'
  | 'pending'
  | 'booked'
  | 'present'
  | 'attended'
  | 'missed'
  | 'cancelled'
  | 'entered-in-error';

/** What the status of a request for a service says; no other status makes it one that counts. */
export type RequestState = 'active' | 'completed' | 'revoked';

/** The way to an element, from one element to the next; through a list, each of its entries. Empty: there is none. */
export type Path = readonly string[];

/** An element that not every version has, or not in this form. */
export interface Mark {
  readonly type: string;
  /** Empty: that there is such a resource at all. */
  readonly path: Path;
  /** JSON type of what is found there; undefined where it may be any. */
  readonly form?: 'text' | 'object' | 'list';
}

/** Where one FHIR version keeps what is read, and what its codes mean; an element that isn't named here has one place in all. */
export interface FhirVersion {
  readonly name: 'STU3' | 'R4' | 'R4B' | 'R5';
  /** `CapabilityStatement.fhirVersion` begins with one of these. */
  readonly numbers: readonly string[];
  /** Resources of R4 can be taken as they are. */
  readonly acceptsR4: boolean;
  /** Types that stand for one of R4's: what R4 has as one type was once several. */
  readonly types: { readonly [typeInR4: string]: readonly string[] };
  /** What resources of this version may carry and those of some other version may not. */
  readonly marks: readonly Mark[];
  /** FHIRPath of elements that say when a resource was, whatever its type; the first that is there counts. */
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
  readonly condition: { readonly recorded: string };
  /** The encounter in which a Condition or an Observation was recorded. */
  readonly recordedIn: string;
  readonly role: { readonly absences: Path };
  readonly team: { readonly memberPeriod: string };
  /** A medicine as a concept, or as a reference to one. */
  readonly medicine: { readonly concept: Path; readonly reference: Path };
  /** Within a Dosage: where the dose quantity lies, and what a medicine that is taken as needed is for. */
  readonly dosage: { readonly doses: Path; readonly asNeededFor: string };
  readonly carePlan: {
    readonly addresses: Path;
    readonly addressedConcepts: Path;
    readonly authors: readonly string[];
    readonly activities: Path;
  };
  /** The choice element that says when; a flag says that it was not done, where the status does not. */
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
    /** Why it has its status: why it was not sent, or did not arrive. */
    readonly statusReasons: Path;
  };
  /** Within a TriggerDefinition, and within the codeFilter of a DataRequirement. */
  readonly trigger: { readonly name: string; readonly data: string; readonly codes: string; readonly valueSet: string };
}

/** The way that a text such as `reason.value.concept` names. */
export function path(steps: string): Path {
  return steps.split('.');
}

/** What this version does not have. */
export const nowhere: Path = [];
