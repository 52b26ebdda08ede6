import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * The page is framed by an EHR of another site: SameSite=None lets the cookie be sent there, and Partitioned (CHIPS) gives
 * each EHR a jar of its own, which browsers that block the cookies of third parties keep. `__Host-` binds it to this host
 * (RFC 6265bis, 4.1.3.2).
 */
const attributes: CookieSerializeOptions = {
  path: '/',
  httpOnly: true,
  secure: true,
  sameSite: 'none',
  partitioned: true,
};

const launchCookie = '__Host-thread-launch';
const sessionCookies = ['__Host-thread', '__Host-thread-1', '__Host-thread-2'] as const;

/** Characters of one part, which leaves room for the name and the attributes within 4,096 (RFC 6265bis, 5.6). */
const partLength = 3000;

/** Most characters of a sealed session: Node and many proxies take 8 to 16 KB of headers in all. */
const longestSealed = 7 * 1024;

/** Holds what a launch has to remember; undefined ends it. */
export function setLaunch(reply: FastifyReply, sealed: string | undefined, seconds = 0): void {
  reply.setCookie(launchCookie, sealed ?? '', { ...attributes, maxAge: sealed === undefined ? 0 : seconds });
}

export function launchIn({ cookies }: FastifyRequest): string | undefined {
  return cookies[launchCookie] || undefined;
}

/** Whether a sealed session fits. */
export function hasRoom(sealed: string): boolean {
  return sealed.length <= longestSealed;
}

/**
 * Holds a session in as many parts as it needs and ends what an older one had more. The first begins with their number, so
 * that a part which a browser still has of an older session is not joined with a newer one; if it were, the two could not
 * be decrypted.
 */
export function setSession(reply: FastifyReply, sealed: string, seconds: number): void {
  const count = Math.ceil(sealed.length / partLength);
  for (const [index, name] of sessionCookies.entries()) {
    const part = sealed.slice(index * partLength, (index + 1) * partLength);
    const text = index === 0 ? `${count}${part}` : part;
    reply.setCookie(name, index < count ? text : '', { ...attributes, maxAge: index < count ? seconds : 0 });
  }
}

export function endSession(reply: FastifyReply): void {
  for (const name of sessionCookies) reply.setCookie(name, '', { ...attributes, maxAge: 0 });
}

/** The sealed session of a request, its parts joined. */
export function sessionIn({ cookies }: FastifyRequest): string | undefined {
  const [first = '', ...others] = sessionCookies.map((name) => cookies[name] ?? '');
  const count = Number(first.slice(0, 1));
  if (!(count >= 1 && count <= sessionCookies.length)) return undefined;
  return [first.slice(1), ...others.slice(0, count - 1)].join('');
}
