import type { z } from 'zod';
import type { BaseUrl } from '../values/base-url.ts';
import type { HookResponse } from './protocol.ts';

/** A FHIR server that may be called, and the token to show there. */
export interface FhirAccess {
  /** Whose call it is: the client's issuer, or `open` where nobody has to say who calls. */
  readonly client: string;
  readonly base: BaseUrl;
  readonly token: string | undefined;
  /** Which addresses its host may resolve to. */
  readonly reach: 'public' | 'private' | 'any';
}

/** One call of a hook, checked: the right hook, ids in FHIR's form, a server only where it may be called. */
export interface HookCall<C = unknown> {
  readonly context: C;
  readonly prefetch: Readonly<Record<string, unknown>>;
  readonly server: FhirAccess | undefined;
  /** The call's `fhirServer`, may it be called or not: the base of the EHR's own references. */
  readonly fhirServer: string | undefined;
  /** Whose record keeping this is: the client's issuer and tenant, or `open` where nobody has to say who calls. */
  readonly tenant: string;
  /** Aborts a little before the answer must leave: what is there by then is answered. */
  readonly signal: AbortSignal;
}

/** What a service answers. */
export interface ServiceAnswer extends HookResponse {
  /** Undefined where no chart was opened. */
  readonly opening: AnsweredOpening | undefined;
}

/** What became of one opening of a chart, as plain data: pseudonyms, ids and codes, and nothing of the record. */
export interface AnsweredOpening {
  readonly patient: string;
  /** Every pseudonym of the clinician, that of the user's id first. */
  readonly clinicians: readonly string[];
  /** Opened by the patient, or by someone for them. */
  readonly byPatient: boolean;
  /** Ms since 1970. */
  readonly at: number;
  readonly shown: readonly {
    readonly card: string;
    readonly suggestions: readonly string[];
    readonly code: string;
    readonly material: string;
  }[];
  /** What was held back, why, and until when (ms since 1970) where it ends. */
  readonly held: readonly { readonly code: string; readonly why: string; readonly until?: number }[];
  /** Time that reading took, in ms. */
  readonly readMs: number;
  /** Further openings by the same clinician within this many ms belong to the same visit. */
  readonly visitMs: number;
}

/** A call that was answered with 200 and whose answer has left. */
export interface AnsweredCall {
  readonly service: string;
  readonly hook: string;
  readonly hookInstance: string;
  readonly tenant: string;
  /** Who called: the client's issuer, or `open`. */
  readonly client: string;
  /** The call offered a FHIR server that could be called. */
  readonly withServer: boolean;
  readonly opening: AnsweredOpening | undefined;
}

/** One CDS service. Discovery, routes, OpenAPI and the conformance tests are derived from the list of these. */
export interface CdsService<C = unknown> {
  /** URL-safe and stable: EHRs are configured with it. */
  readonly id: string;
  readonly hook: string;
  readonly title: string;
  readonly description: string;
  readonly usageRequirements: string;
  /** Prefetch templates by key; may be empty. */
  readonly prefetch: Readonly<Record<string, string>>;
  readonly context: z.ZodType<C>;
  /** Codes of the cards that it can give. */
  readonly shows: readonly string[];
  /** Throws a Problem where there can be no answer; nothing to say is an answer without cards. */
  call(call: HookCall<C>): Promise<ServiceAnswer>;
}
