import type { z } from 'zod';
import type { BaseUrl } from '../values/base-url.ts';
import type { HookResponse } from './protocol.ts';
import type { Silence } from './silence.ts';

/** A FHIR server that may be called, and the access token for it. */
export interface FhirAccess {
  /** The client's issuer, or `open` where callers need no token. */
  readonly client: string;
  readonly base: BaseUrl;
  readonly token: string | undefined;
  /** The kind of network addresses that its host may resolve to. */
  readonly reach: 'public' | 'private' | 'any';
}

/** One validated hook call; `server` is there only if it may be called. */
export interface HookCall<C = unknown> {
  readonly context: C;
  readonly prefetch: Readonly<Record<string, unknown>>;
  readonly server: FhirAccess | undefined;
  /** The call's `fhirServer`, allowed or not: the base of the EHR's own absolute references. */
  readonly fhirServer: string | undefined;
  /** The EHR launches the thread of care; it does not if left out. */
  readonly launchesThread?: boolean;
  /** The client's issuer and tenant, or `open` where callers need no token. */
  readonly tenant: string;
  /** Aborts shortly before the deadline: the answer is made from what has been read by then. */
  readonly signal: AbortSignal;
}

/** What became of one detection at a call, in words that may be shown to whoever opened the chart. */
export interface Explanation {
  readonly code: string;
  readonly title: string;
  readonly outcome: 'shown' | 'off' | 'held' | 'silent' | 'not-computed';
  /** The code of why it is held, silent or not computed, and of the part that could not be read. */
  readonly reason?: string;
  readonly part?: string;
  readonly sentence: string;
}

/** What a service answers. */
export interface ServiceAnswer extends Pick<HookResponse, 'cards'> {
  /** Why there are no cards, where there are none; for authenticated callers only. */
  readonly silence?: Silence | undefined;
  /** Undefined where no chart was opened. */
  readonly opening: AnsweredOpening | undefined;
}

/** The outcome of opening one chart, as plain data: pseudonyms, ids and codes, nothing from the record. */
export interface AnsweredOpening {
  readonly patient: string;
  /** Every pseudonym of the clinician, the one of the user's id first. */
  readonly clinicians: readonly string[];
  /** Opened by the patient or by someone on their behalf. */
  readonly byPatient: boolean;
  /** Ms since 1970. */
  readonly at: number;
  readonly shown: readonly OpenedCard[];
  readonly held: readonly HeldFinding[];
  /** What silent detections would have shown and held back; undefined where none is silent. Nobody is shown any of it. */
  readonly silent?: { readonly shown: readonly OpenedCard[]; readonly held: readonly HeldFinding[] } | undefined;
  /** Parts of the history that could not be read, and why. */
  readonly unread: readonly Unread[];
  /** Time spent reading the record, in ms. */
  readonly readMs: number;
  /** Further openings by the same clinician within this many ms belong to the same visit. */
  readonly visitMs: number;
}

/** A card, without its words. */
export interface OpenedCard {
  readonly card: string;
  readonly suggestions: readonly string[];
  readonly code: string;
  readonly material: string;
}

/** A finding that was not shown, why, and until when (ms since 1970) if that ends. */
export interface HeldFinding {
  readonly code: string;
  readonly why: string;
  readonly until?: number;
}

/** A part of the history that could not be read, and why. */
export interface Unread {
  readonly part: string;
  readonly why: string;
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

/** A call as an EHR sends it, and what is answered. */
export interface ServiceExample {
  readonly request: unknown;
  readonly response: HookResponse;
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
  /** Codes of the detections that can become its cards. */
  readonly shows: readonly string[];
  /** A request and its answer, for the API's description. */
  readonly example?: () => ServiceExample;
  /** All of these are silent: it answers without cards, and without a reason why. False if left out. */
  readonly silent?: boolean;
  /** Throws a Problem if there can be no answer; nothing to say is an answer without cards. */
  call(call: HookCall<C>): Promise<ServiceAnswer>;
  /** What became of each of its detections at such a call; nothing is shown, counted or remembered. Throws as `call` does. */
  explain(call: HookCall<C>): Promise<readonly Explanation[]>;
}
