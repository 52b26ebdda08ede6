import type { Response } from 'undici';
import type { Addresses } from './addresses.ts';
import { exportRefusal } from './refusal.ts';
import { discard, type Request, type Send, type Unanswered } from './send.ts';
import type { Tokens } from './token.ts';

/**
 * Calls an address that a server gave. The token goes with it where `withToken` says so and the address is on the FHIR
 * server's own origin; where a token is refused another one is asked for, once.
 * @throws ExportRefusal where the address, or one that it redirects to, may not be called
 */
export type Call = (
  address: string,
  request: Request & { readonly withToken: boolean },
) => Promise<Response | Unanswered>;

const maxRedirects = 3;

/** Only a GET is sent again elsewhere; each step is judged as the first. */
export function createCall({ addresses, tokens, send }: { addresses: Addresses; tokens: Tokens; send: Send }): Call {
  const sendOnce = async (url: URL, { withToken, ...request }: Parameters<Call>[1]) => {
    const token = withToken && addresses.isOwn(url) ? await tokens.current() : undefined;
    const first = await send(url, withBearer(request, token));
    if (token === undefined || 'unanswered' in first || first.status !== 401) return first;
    await discard(first);
    return send(url, withBearer(request, await tokens.renew(token)));
  };
  return async (address, request) => {
    let url = addresses.check(address);
    for (let redirects = 0; ; redirects += 1) {
      const answer = await sendOnce(url, request);
      if ('unanswered' in answer || ![301, 302, 303, 307, 308].includes(answer.status)) return answer;
      await discard(answer);
      const isGet = (request.method ?? 'GET') === 'GET';
      if (!isGet || redirects === maxRedirects)
        throw exportRefusal('address', 'the server redirects where that is not followed');
      url = addresses.check(answer.headers.get('location') ?? '', url);
    }
  };
}

function withBearer(request: Request, token: string | undefined): Request {
  if (token === undefined) return request;
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
}
