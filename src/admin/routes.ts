import type { FastifyInstance, FastifyReply } from 'fastify';
import { html } from '../pages/html.ts';
import { type AdminAccess, requireBearer } from './bearer.ts';
import { type ErasePerson, registerErasure } from './erasure.ts';
import { wordsOf } from './launched.ts';
import { figuresPage, formPage, type GuardedPage } from './page/frames.ts';
import { mainPart } from './page/main-part.ts';
import { type PageSources, phrasesOf } from './page/phrases.ts';
import type { ReadStatement } from './statement/read-statement.ts';
import { statementCsv } from './statement-csv.ts';
import { registerWaking, type WakeDetection } from './waking.ts';

/** Dependencies of the administrator's routes. */
export interface Admin extends AdminAccess {
  readonly read: ReadStatement;
  readonly erase: ErasePerson;
  readonly wake: WakeDetection;
  /** What the page is made with. */
  readonly sources: PageSources;
  /** Path of `PUBLIC_URL` without a trailing slash. */
  readonly prefix: string;
}

/**
 * `GET /admin`, a form for the token, and `GET /admin/summary`, which needs it: counts of four weeks at a time without patients or
 * clinicians, and what is retired where, as JSON, CSV or a printable page. All three print the same numbers.
 */
export function registerAdmin(app: FastifyInstance, admin: Admin): void {
  const { read, sources, prefix } = admin;
  const authorise = requireBearer(app, admin);
  registerErasure(app, admin.erase, authorise);
  registerWaking(app, admin.wake, authorise);
  const form = formPage(prefix, wordsOf(sources));
  app.get('/admin', { schema: { summary: 'A form for the administrator’s token' } }, (_request, reply) =>
    sendGuarded(reply, form),
  );
  app.get(
    '/admin/summary',
    { schema: { summary: 'Counts of four weeks at a time' }, onRequest: authorise },
    async (request, reply) => {
      const statement = await read(Date.now());
      reply
        .header('cache-control', 'no-store')
        .header('vary', [reply.getHeader('vary'), 'Accept'].filter(Boolean).join(', '));
      const type = request.type(['json', 'html', 'csv']);
      if (type === 'html') return sendGuarded(reply, figuresPage(await mainPart(statement, sources), wordsOf(sources)));
      if (type !== 'csv') return statement;
      return reply.type('text/csv; charset=utf-8').send(statementCsv(statement, phrasesOf(sources).title));
    },
  );
}

function sendGuarded(reply: FastifyReply, { html: content, policy }: GuardedPage): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('content-security-policy', policy)
    .type(html)
    .send(content);
}
