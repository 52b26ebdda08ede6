import { z } from 'zod';
import { withinDeadline } from './deadline.ts';
import { type AllowedServers, isLaunching, serverOf } from './fhir-access.ts';
import { parseBody } from './json-body.ts';
import { malformed } from './operation-outcome.ts';
import { HookRequest, type HookResponse } from './protocol.ts';
import type { AnsweredCall, CdsService, ServiceAnswer } from './service.ts';
import { lateSilence, silenceExtension } from './silence.ts';

/** A call whose body was not looked at yet; plain data, so that any thread can answer it. */
export interface ReceivedCall {
  /** The id of the service that is called. */
  readonly service: string;
  /** The request's body. */
  readonly body: Uint8Array;
  /** The client's issuer and tenant, or `open` where callers need no token. */
  readonly tenant: string;
  /** The decisions of the tenant's site (`Site.decisions`); undefined where it has no entry. */
  readonly site: string | undefined;
  readonly allowed: AllowedServers;
  /** Whether the caller may learn why an answer has no cards. */
  readonly mayLearnWhy: boolean;
  /** When the answer must be sent, by `sharedNow`. */
  readonly deadline: number;
}

/** The answer to a call. */
export interface CallAnswer {
  /** A {@link HookResponse} as JSON. */
  readonly response: string;
  /** Undefined if nothing was ready at the deadline. */
  readonly answered: AnsweredCall | undefined;
}

/** The answer where nothing is ready at the deadline. */
export const noCards: CallAnswer = { response: '{"cards":[]}', answered: undefined };

/**
 * Answers a call; `onBodyRead` is called once nobody reads its body any more.
 * @throws Problem where there can be no answer
 */
export type AnswerCall = (call: ReceivedCall, onBodyRead?: () => void) => Promise<CallAnswer>;

/** What answering a call may report. */
export interface AnswerEvents {
  /** A call offered a FHIR server that may not be called. */
  serverRejected(service: string): void;
  /** A call was answered without cards because nothing was ready at the deadline. */
  late(service: string): void;
}

/** The services that answer for a site; all sites have the same ones, which differ in how they answer. */
export type ServicesOfSite = (site: string | undefined) => readonly CdsService[];

/** Answers the calls of these services in this thread. */
export function answerCalls(servicesOf: ServicesOfSite, events: AnswerEvents): AnswerCall {
  const schemas = new Map(servicesOf(undefined).map((service) => [service.id, requestSchema(service)]));
  return async ({ body, tenant, site, allowed, mayLearnWhy, deadline, ...call }, onBodyRead) => {
    const schema = schemas.get(call.service);
    const service = servicesOf(site).find(({ id }) => id === call.service);
    if (service === undefined || schema === undefined) throw new TypeError('no such service');
    const { hookInstance, context, prefetch, fhirServer, fhirAuthorization } = parseRequest(schema, body, onBodyRead);
    const { access, refused } = serverOf({ fhirServer, fhirAuthorization }, allowed);
    if (refused) events.serverRejected(service.id);
    const hookCall = {
      context,
      prefetch: prefetch ?? {},
      server: access,
      fhirServer: fhirServer ?? undefined,
      launchesThread: isLaunching({ fhirServer }, allowed),
      tenant,
    };
    const { cards, silence, opening } = await withinDeadline<ServiceAnswer>(
      deadline,
      (signal) => service.call({ ...hookCall, signal }),
      () => {
        events.late(service.id);
        return { cards: [], silence: lateSilence(context), opening: undefined };
      },
    );
    const response: HookResponse = {
      cards,
      ...(silence && mayLearnWhy && service.silent !== true && { extension: { [silenceExtension]: silence } }),
    };
    const { client } = allowed;
    const answered = { service: service.id, hook: service.hook, hookInstance, tenant, client, opening };
    return { response: JSON.stringify(response), answered: { ...answered, withServer: access !== undefined } };
  };
}

/** The schema of a service's requests. */
export function requestSchema({ hook, context }: Pick<CdsService, 'hook' | 'context'>) {
  return HookRequest.extend({ hook: z.literal(hook), context });
}

function parseRequest(schema: ReturnType<typeof requestSchema>, body: Uint8Array, onBodyRead = () => {}) {
  try {
    const parsed = schema.safeParse(parseBody(body));
    if (!parsed.success) throw malformed(parsed.error);
    return parsed.data;
  } finally {
    onBodyRead();
  }
}
