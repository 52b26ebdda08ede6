import type { FastifyInstance, FastifyRequest } from 'fastify';
import { tenantOf } from '../cds/authenticate.ts';
import type { ClientAuth } from '../cds/client-auth.ts';
import type { CdsService } from '../cds/service.ts';
import type { Audit, AuditLine } from '../observability/audit.ts';
import { type ProblemKind, problems } from '../problem.ts';

const base = '/cds-services';

/** Writes one line to the audit for each call of discovery, of a service and of its feedback, let in or not. */
export function auditCalls(
  app: FastifyInstance,
  options: {
    readonly audit: Pick<Audit, 'write'>;
    readonly services: readonly CdsService[];
    readonly clients?: { readonly auth: ClientAuth } | undefined;
  },
): void {
  const hooks = new Map(options.services.map(({ id, hook }) => [id, hook]));
  app.addHook('onResponse', async (request, reply) => {
    const url = request.routeOptions.url ?? '';
    if (!url.startsWith(base) || request.method === 'OPTIONS') return;
    const [service] = url.slice(base.length + 1).split('/');
    const hook = hooks.get(service ?? '');
    const letIn = request.caller !== null || options.clients === undefined;
    options.audit.write({
      kind: kindOf(url),
      ...(letIn && { tenant: tenantOf(request) }),
      ...(service && hook && { service, hook }),
      outcome: outcomeOf(reply.statusCode),
      status: reply.statusCode,
      ...toldOf(request),
      ms: Math.round(reply.elapsedTime),
    });
  });
}

/** Each kind of problem has a status of its own. */
function outcomeOf(status: number): AuditLine['outcome'] {
  if (status < 400) return 'answered';
  const kinds = Object.keys(problems) as ProblemKind[];
  return kinds.find((kind) => problems[kind].status === status) ?? 'internal';
}

function kindOf(url: string): AuditLine['kind'] {
  if (url === base) return 'discovery';
  return url.endsWith('/feedback') ? 'feedback' : 'hook';
}

function toldOf({ told }: FastifyRequest) {
  if (told === null) return {};
  const { patient, clinician, codes, readMs } = told;
  return {
    cards: codes,
    ...(patient !== undefined && { patient }),
    ...(clinician !== undefined && { clinician }),
    ...(readMs !== undefined && { readMs }),
  };
}
