/** What an encounter's status says. */
type EncounterState = 'finished' | 'underway' | 'planned' | 'cancelled' | 'entered-in-error';

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

/** Where one FHIR version keeps what is read, and what its status codes mean; an unnamed element has one place in all. */
export interface FhirVersion {
  readonly name: string;
  readonly encounter: {
    readonly period: string;
    readonly actor: string;
    readonly reasons: string;
    readonly reasonReferences: string;
    readonly diagnoses: string;
    readonly hospitalStay: string;
    /** The orders that it answers. */
    readonly basedOn: string;
    readonly placeKind: string;
    readonly states: ReadonlyMap<string, EncounterState>;
  };
  readonly appointment: {
    readonly kinds: readonly string[];
    readonly cancellation: string;
    readonly states: ReadonlyMap<string, AppointmentState>;
  };
  readonly condition: { readonly recorded: string };
  readonly role: { readonly absences: string };
  /** A medicine as a concept, or as a reference to one. */
  readonly medicine: { readonly concept: string; readonly reference: string };
  readonly carePlan: { readonly addresses: string };
  /** The choice element that says when. */
  readonly procedure: { readonly when: string };
  readonly referral: { readonly resource: string; readonly due: string };
}
