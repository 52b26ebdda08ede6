import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import type { Store } from '../store/store.ts';
import { type AdminAccess, requireBearer } from './bearer.ts';
import { type ErasePerson, registerErasure } from './erasure.ts';
import { type AdminSummary, suppressed } from './summary.ts';
import { summaryPage } from './summary-page.ts';

/** Dependencies of the administrator's routes. */
export interface Admin extends AdminAccess {
  readonly store: Pick<Store, 'summary' | 'countAnswersByReason'>;
  readonly erase: ErasePerson;
}

const week = 7 * 24 * 60 * 60 * 1000;
/** Override reasons after which a person should review the wording or the rules. */
const forReview = ['facts-wrong', 'unkind-wording'];

const Query = z.object({
  weeks: z.coerce.number().int().min(1).max(520).default(12).describe('Number of weeks to go back'),
});

/** `GET /admin/summary`: counts by detection and week, as JSON or a printable page, without patients or clinicians. */
export function registerAdmin(app: FastifyInstance, admin: Admin): void {
  const authorise = requireBearer(app, admin);
  registerErasure(app, admin.erase, authorise);
  app.withTypeProvider<ZodTypeProvider>().get(
    '/admin/summary',
    {
      schema: { summary: 'Counts by detection and week', querystring: Query },
      onRequest: authorise,
    },
    async (request, reply) => {
      const { weeks } = request.query;
      const summary = await summaryOf(admin.store, Date.now() - weeks * week);
      reply
        .header('cache-control', 'no-store')
        .header('vary', [reply.getHeader('vary'), 'Accept'].filter(Boolean).join(', '));
      if (request.type(['json', 'html']) !== 'html') return summary;
      return reply.type('text/html; charset=utf-8').send(summaryPage(summary));
    },
  );
}

async function summaryOf(store: Admin['store'], from: number): Promise<AdminSummary> {
  try {
    const [summary, review] = await Promise.all([store.summary(from), store.countAnswersByReason(forReview)]);
    return suppressed(summary, review);
  } catch {
    throw new Problem('overloaded');
  }
}
