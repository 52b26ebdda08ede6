import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { assertTokenNotReplayed, type OnRefusal } from '../cds/authenticate.ts';
import { outcomeOf, problemOf } from '../cds/operation-outcome.ts';
import { errorClassOf, type Log } from '../observability/log.ts';
import { Problem, type ProblemKind, problems } from '../problem.ts';
import { discardUnreadBody } from './unread-body.ts';

const json = 'application/json; charset=utf-8';
const html = 'text/html; charset=utf-8';

/** The page of a problem at an address that people open; undefined where the answer is an OperationOutcome. */
export type PageOfProblem = (request: { readonly url: string }, problem: ProblemKind) => string | undefined;

/**
 * Answers every error, and unknown paths, with an OperationOutcome or a page; internal errors are logged by their class
 * alone.
 */
export function handleErrors(
  app: FastifyInstance,
  { log, onRefusal, pageOf }: { readonly log: Log; readonly onRefusal: OnRefusal; readonly pageOf: PageOfProblem },
): void {
  // Before the body is read: an unknown path is 404 whatever is sent to it.
  app.addHook('onRequest', async (request) => {
    if (request.is404) throw new Problem('not-found');
  });
  app.setNotFoundHandler(() => {
    throw new Problem('not-found');
  });
  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const problem = await problemFor(request, problemOf(error), onRefusal);
    const { status } = problems[problem.kind];
    const route = request.routeOptions.url ?? 'unknown';
    if (problem.kind === 'internal')
      log.error({ event: 'error', route, problem: problem.kind, errorClass: errorClassOf(error) });
    await discardUnreadBody(request, reply);
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    if (status === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', '5');
    return sendProblem(reply, problem, pageOf(request, problem.kind));
  });
}

/**
 * A client with a replayed token learns nothing else that is wrong with its call. One that is asked to retry later may send
 * the same token again, so that it is not used up here.
 */
function problemFor(request: FastifyRequest, problem: Problem, onRefusal: OnRefusal): Promise<Problem> {
  if (problem.kind === 'throttled' || problem.kind === 'overloaded') return Promise.resolve(problem);
  return assertTokenNotReplayed(request, onRefusal).then(() => problem, problemOf);
}

/** Answers with the status of a problem, and its page or OperationOutcome. */
export function sendProblem(reply: FastifyReply, problem: Problem, page: string | undefined): FastifyReply {
  reply.code(problems[problem.kind].status);
  if (page !== undefined) return reply.type(html).send(page);
  return reply.type(json).send(JSON.stringify(outcomeOf(problem)));
}
