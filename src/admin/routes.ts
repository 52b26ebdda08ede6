import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import type { Store } from '../store/store.ts';
import { type AdminAccess, requireBearer } from './bearer.ts';
import type { UnreadWords } from './could-not-tell.ts';
import { type ErasePerson, registerErasure } from './erasure.ts';
import { type AdminSummary, suppressed } from './summary.ts';
import { summaryPage } from './summary-page.ts';
import { registerWaking, type WakeDetection } from './waking.ts';

/** Dependencies of the administrator's routes. */
export interface Admin extends AdminAccess {
  readonly store: Pick<Store, 'summary' | 'countAnswersByReason' | 'listRetirements'>;
  readonly erase: ErasePerson;
  readonly wake: WakeDetection;
  /** What the page calls parts of the record, and the reasons why one could not be read. */
  readonly words: UnreadWords;
}

const week = 7 * 24 * 60 * 60 * 1000;
/** Override reasons after which a person should review the wording or the rules. */
const forReview = ['facts-wrong', 'unkind-wording'];

const Query = z.object({
  weeks: z.coerce.number().int().min(1).max(520).default(12).describe('Number of weeks to go back'),
});

/** `GET /admin/summary`: counts by detection and week, what could not be read by client, and what is retired where, as JSON or a printable page, without patients or clinicians. */
export function registerAdmin(app: FastifyInstance, admin: Admin): void {
  const authorise = requireBearer(app, admin);
  registerErasure(app, admin.erase, authorise);
  registerWaking(app, admin.wake, authorise);
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
      return reply.type('text/html; charset=utf-8').send(summaryPage(summary, admin.words));
    },
  );
}

async function summaryOf(store: Admin['store'], from: number): Promise<AdminSummary> {
  try {
    const [summary, review, retired] = await Promise.all([
      store.summary(from),
      store.countAnswersByReason(forReview),
      store.listRetirements(),
    ]);
    return suppressed(summary, review, retired);
  } catch {
    throw new Problem('overloaded');
  }
}
