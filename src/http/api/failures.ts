import type { OpenAPIV3_1 } from 'openapi-types';
import { outcomeOf } from '../../cds/operation-outcome.ts';
import { Problem, type ProblemKind, problems } from '../../problem.ts';
import { json, type Operation, text } from './operation.ts';

type Response = OpenAPIV3_1.ResponseObject;

/** Whatever a route does, a request to it may be no valid HTTP, have another method or name another host, or we may fail. */
const ofEveryRoute: readonly ProblemKind[] = ['malformed', 'method-not-allowed', 'misdirected', 'internal'];
const ofBodies: readonly ProblemKind[] = ['too-large', 'unsupported-media-type'];
const ofCallers: Readonly<Record<Operation['caller'], readonly ProblemKind[]>> = {
  anyone: [],
  client: ['unauthenticated', 'throttled', 'overloaded'],
  administrator: ['unauthenticated', 'throttled', 'overloaded'],
  session: [],
};

const seconds = {
  description: 'Seconds to wait before the next try',
  schema: { type: 'integer', minimum: 0 },
} as const;
const headers: Readonly<Partial<Record<ProblemKind, Response['headers']>>> = {
  unauthenticated: { 'WWW-Authenticate': { schema: { type: 'string', enum: ['Bearer'] } } },
  'method-not-allowed': { Allow: { description: 'The methods that there are', schema: { type: 'string' } } },
  throttled: { 'Retry-After': seconds },
  overloaded: { 'Retry-After': seconds },
};

/** What says where it is wrong; the others say nothing more. */
const where: Readonly<Partial<Record<ProblemKind, string>>> = {
  malformed: 'context.patientId: invalid_type',
  'data-missing': 'person: not-available',
};

/** What pages say by status; their words are in the language of the site. */
const pages: Readonly<Record<number, string>> = {
  400: 'The address is incomplete, or its launch is over or that of another browser',
  401: 'No session, or its time is over: open it from the EHR again',
  403: 'Not for this user, not from this EHR, or refused by it',
  404: 'There is nothing to show',
  405: 'This method is not supported here',
  409: 'The session of this browser is that of another chart',
  412: 'The record could not be read',
  413: 'What the EHR answered is too large for a session',
  421: problems.misdirected.text,
  422: 'The EHR answered something that a launch can’t go on with',
  429: problems.throttled.text,
  500: problems.internal.text,
  503: 'The service is busy, or the EHR does not answer',
};

/** Every answer that says why an operation failed, by status; those in JSON by reference. */
export function failuresOf(operation: Operation, takesBody: boolean): Record<string, Response | { $ref: string }> {
  if (operation.pages) return pagesOf(operation.pages);
  const kinds = [
    ...ofEveryRoute,
    ...(takesBody ? ofBodies : []),
    ...ofCallers[operation.caller],
    ...(operation.problems ?? []),
  ];
  const answers = kinds.map((kind) => [problems[kind].status, { $ref: `#/components/responses/${kind}` }]);
  return Object.fromEntries([...answers, ...(takesBody ? [[408, { $ref: '#/components/responses/too-slow' }]] : [])]);
}

function pagesOf(own: readonly number[]): Record<string, Response> {
  const usual = ofEveryRoute.map((kind) => problems[kind].status);
  return Object.fromEntries(
    [...usual, ...own].map((status) => {
      const page = text(pages[status] ?? '', 'text/html');
      return [status, [429, 503].includes(status) ? { ...page, headers: { 'Retry-After': seconds } } : page];
    }),
  );
}

/** The answers to which operations refer: an OperationOutcome with an example of each kind of problem. */
export function failures(): Record<string, Response> {
  const kinds = Object.keys(problems) as ProblemKind[];
  const outcomes = kinds.map((kind) => [kind, { ...outcome(kind), ...(headers[kind] && { headers: headers[kind] }) }]);
  return {
    ...Object.fromEntries(outcomes),
    'too-slow': { ...outcome('malformed'), description: 'The request took too long to arrive' },
  };
}

function outcome(kind: ProblemKind): Response {
  const example = outcomeOf(new Problem(kind, [where[kind] ?? []].flat()));
  return json(problems[kind].text, { $ref: '#/components/schemas/OperationOutcome' }, example);
}
