/** Types of ehr.js for the tests, which open charts with it as the page does. */
export type Get = (path: string, init?: RequestInit) => Promise<Response>;
export interface Practice {
  readonly service: string;
  readonly fhirServer: string;
}
export interface Exchange {
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
export function fill(
  template: string,
  context: { userId: string; patientId: string; encounterId?: string },
): string | undefined;
export function openChart(call: {
  get: Get;
  practice: Practice;
  userId: string;
  patientId: string;
  encounterId?: string | undefined;
  way: 'prefetch' | 'server';
}): Promise<Exchange>;
export function paragraphs(markdown: string): string[];
