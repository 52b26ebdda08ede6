import type { z } from 'zod';
import type { HookResponse } from './protocol.ts';

/** A FHIR server that may be called, and the token to show there. */
export interface FhirAccess {
  /** Whose call it is: the client's issuer, or `open` where nobody has to say who calls. */
  readonly client: string;
  /** Base URL without a trailing slash. */
  readonly base: string;
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

/** What a service answers, and what is to be done once it was sent. */
export interface ServiceAnswer {
  readonly response: HookResponse;
  /** Called when the answer has left; not where another was sent in its place. */
  readonly sent: () => void;
  /** For the audit and the demonstration: pseudonyms and codes only. */
  readonly told: Told;
}

/** What may be told of a call besides its answer. */
export interface Told {
  readonly patient?: string;
  readonly clinician?: string;
  /** Codes of the cards. */
  readonly codes: readonly string[];
  /** What was held back, why, and until when (ms since 1970) where it ends. */
  readonly held: readonly { readonly code: string; readonly why: string; readonly until?: number }[];
  /** Time that reading took, in ms. */
  readonly readMs?: number;
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
