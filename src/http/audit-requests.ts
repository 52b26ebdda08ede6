import type { FastifyInstance, FastifyRequest } from 'fastify';
import { tenantOf } from '../cds/authenticate.ts';
import type { ClientAuth } from '../cds/client-auth.ts';
import type { CdsService } from '../cds/service.ts';
import type { Audit, AuditLine } from '../observability/audit.ts';
import { type ProblemKind, problems } from '../problem.ts';

const base = '/cds-services';

/** Writes one audit line for every request to discovery, a service or its feedback, authenticated or not. */
export function auditRequests(
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
    const isAuthenticated = request.caller !== null || options.clients === undefined;
    options.audit.write({
      kind: kindOf(url),
      ...(isAuthenticated && { tenant: tenantOf(request) }),
      ...(service && hook && { service, hook }),
      outcome: outcomeOf(reply.statusCode),
      status: reply.statusCode,
      ...answeredFields(request),
      ms: Math.round(reply.elapsedTime),
    });
  });
}

/** Every kind of problem has its own status, so the status names the outcome. */
export function outcomeOf(status: number): AuditLine['outcome'] {
  if (status < 400) return 'answered';
  const kinds = Object.keys(problems) as ProblemKind[];
  return kinds.find((kind) => problems[kind].status === status) ?? 'internal';
}

function kindOf(url: string): AuditLine['kind'] {
  if (url === base) return 'discovery';
  return url.endsWith('/feedback') ? 'feedback' : 'hook';
}

/** The fields that an answered call adds to its line: codes and pseudonyms. */
function answeredFields({ answered }: FastifyRequest): Pick<AuditLine, 'cards' | 'patient' | 'clinician' | 'readMs'> {
  if (answered === null) return {};
  const { opening } = answered;
  if (opening === undefined) return { cards: [] };
  const { patient, clinicians, shown, readMs } = opening;
  const [clinician] = clinicians;
  return { cards: shown.map(({ code }) => code), patient, readMs, ...(clinician !== undefined && { clinician }) };
}
