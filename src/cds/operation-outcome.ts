import type { ZodError } from 'zod';
import { Problem, type ProblemKind, problems } from '../problem.ts';
import type { OperationOutcome } from './protocol.ts';

/** The body of a failed request: the kind of problem and the names of fields, never a value or a stack trace. */
export function outcomeOf(problem: Problem): OperationOutcome {
  const { issue, text } = problems[problem.kind];
  const diagnostics = problem.where.length === 0 ? [text] : problem.where.map((where) => `${text}: ${where}`);
  return {
    resourceType: 'OperationOutcome',
    issue: diagnostics.map((line) => ({ severity: 'error', code: issue, diagnostics: line })),
  };
}

const kindsByStatus = new Map<number, ProblemKind>([
  [401, 'unauthenticated'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [405, 'method-not-allowed'],
  [413, 'too-large'],
  [415, 'unsupported-media-type'],
  [429, 'throttled'],
  [503, 'overloaded'],
]);

/** Anything thrown as a Problem: the framework's errors by their status, everything else as `internal`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status = statusOf(error);
  const kind = kindsByStatus.get(status);
  if (kind) return new Problem(kind);
  return new Problem(status >= 400 && status < 500 ? 'malformed' : 'internal');
}

/** The fields of a request that do not fit its schema: JSON path and kind of error. */
export function malformed(error: ZodError): Problem {
  return new Problem(
    'malformed',
    error.issues.slice(0, 10).map((issue) => `${issue.path.map(String).join('.') || 'body'}: ${issue.code}`),
  );
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 500;
}
