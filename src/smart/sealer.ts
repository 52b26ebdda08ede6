import { hkdfSync } from 'node:crypto';
import secureSession from '@fastify/secure-session';
import type { FastifyInstance } from 'fastify';

/** Encrypts and authenticates what a browser holds for us. */
export interface Sealer {
  /** A text of characters that a cookie may hold as they are. */
  seal(content: object): string;
  /** What was sealed; undefined if it was not sealed here, or was changed. */
  open(sealed: string): unknown;
}

/**
 * What is sealed for one purpose can't be opened for another: each has a key of its own, derived from the site's (RFC 5869).
 * Whoever has a launch's cookie could otherwise hand it in as a session.
 */
export async function registerSealers<P extends string>(
  app: FastifyInstance,
  key: Buffer,
  purposes: readonly P[],
): Promise<Readonly<Record<P, Sealer>>> {
  const sessions = purposes.map((purpose) => ({
    sessionName: purpose,
    key: Buffer.from(hkdfSync('sha256', key, '', `secure-base ${purpose}`, 32)),
  }));
  await app.register(secureSession, sessions);
  return Object.fromEntries(purposes.map((purpose) => [purpose, sealerOf(app, purpose)])) as Record<P, Sealer>;
}

function sealerOf(app: FastifyInstance, purpose: string): Sealer {
  return {
    seal: (content) =>
      app
        .encodeSecureSession(app.createSecureSession({ content }), purpose)
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '')
        .replace(';', '.'),
    // Buffer reads base64 in either alphabet, and without padding.
    open: (sealed) => app.decodeSecureSession(sealed.replace('.', ';'), app.log, purpose)?.get('content'),
  };
}
