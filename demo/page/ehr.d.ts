/** Types of ehr.js for the tests, which open charts with it as the page does. */
export type Get = (path: string, init?: RequestInit) => Promise<Response>;
export interface Practice {
  readonly fhirServer: string;
  readonly areCallsSigned: boolean;
}
export interface Exchange {
  readonly service: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly response: { readonly cards?: readonly ShownCard[] };
  readonly milliseconds: number;
}
export interface ShownCard {
  readonly uuid: string;
  readonly summary: string;
  readonly detail: string;
  readonly source: { readonly topic: { readonly code: string } };
}
/** What became of one detection at a call. */
export interface Explained {
  readonly code: string;
  readonly outcome: string;
  readonly reason?: string;
}
export function explain(request: object, get: Get): Promise<readonly Explained[]>;
export function fill(
  template: string,
  context: { userId: string; patientId: string; encounterId?: string },
): string | undefined;
export function withTokens(get: Get, practice: Pick<Practice, 'areCallsSigned'>): Get;
export function fireHook(call: {
  get: Get;
  practice: Practice;
  /** `patient-view` by default. */
  hook?: string;
  userId: string;
  patientId: string;
  encounterId?: string | undefined;
  more?: object | undefined;
  way: 'prefetch' | 'server';
}): Promise<Exchange>;
export function proposedAppointment(booking: { patientId: string; who: string; day: string }): { appointments: object };
export function draftReferral(order: { patientId: string; userId: string }): { draftOrders: object };
export function paragraphs(markdown: string): string[];
