/** One answer, and where it came from. */
export interface Visit {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** `Set-Cookie` headers. */
  readonly set: readonly string[];
}

/** A browser without scripts: it has cookies and follows redirects. */
export interface CookieBrowser {
  /** Cookies by host, then by name. */
  readonly cookies: Map<string, Map<string, string>>;
  /** Every answer so far, redirects too. */
  readonly visits: Visit[];
  /** One request, without following a redirect. */
  ask(url: string, init?: RequestInit): Promise<Visit>;
  /** The last answer after all redirects; `until` stops before an address is asked. */
  open(url: string, until?: (url: string) => boolean): Promise<Visit>;
}

export function cookieBrowser(): CookieBrowser {
  const cookies = new Map<string, Map<string, string>>();
  const visits: Visit[] = [];
  const ask = async (url: string, init: RequestInit = {}): Promise<Visit> => {
    const { host } = new URL(url);
    const jar = cookies.get(host) ?? new Map<string, string>();
    cookies.set(host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers as Record<string, string>), ...(cookie && { cookie }) },
    });
    const set = answer.headers.getSetCookie();
    for (const text of set) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
      if (/; *max-age=0(?:;|$)/i.test(text) || value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const visit = { url, status: answer.status, headers: answer.headers, body: await answer.text(), set };
    visits.push(visit);
    return visit;
  };
  const open: CookieBrowser['open'] = async (url, until = () => false) => {
    let visit = await ask(url);
    for (let hop = 0; hop < 10 && visit.headers.has('location'); hop += 1) {
      const next = new URL(visit.headers.get('location') ?? '', visit.url).href;
      if (until(next)) return { ...visit, url: next };
      visit = await ask(next);
    }
    return visit;
  };
  return { cookies, visits, ask, open };
}
