const answerWithinMs = 15_000;
const digestPattern = /^sha256:[0-9a-f]{64}$/;

/** The digest of a multi-platform image is that of its index. https://specs.opencontainers.org/image-spec/ */
const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/**
 * The digest (`sha256:…`) to which a registry currently resolves a tag, such as `nginx:stable` or
 * `ghcr.io/owner/name:1`.
 * @throws one line that names the registry and its response
 */
export async function digestOf(tag: string): Promise<string> {
  const { registry, url } = manifestOf(tag);
  const first = await request(registry, url);
  const answer =
    first.status === 401 ? await request(registry, url, await anonymousToken(registry, first.headers)) : first;
  if (!answer.ok) throw new Error(`${registry} answered ${answer.status} for ${tag}`);
  const digest = answer.headers.get('docker-content-digest') ?? '';
  if (!digestPattern.test(digest)) throw new Error(`${registry} gave no digest for ${tag}`);
  return digest;
}

/** As Docker parses a name: the first part is a registry only if it looks like a host. */
function manifestOf(tag: string): { readonly registry: string; readonly url: URL } {
  const [, host, path = '', version = 'latest'] =
    /^(?:((?:localhost|[^/]*[.:][^/]*))\/)?([^:@]+)(?::([^@]+))?$/.exec(tag) ?? [];
  if (path === '') throw new Error(`${tag} is not an image's name`);
  const registry = host ?? 'registry-1.docker.io';
  const repository = host === undefined && !path.includes('/') ? `library/${path}` : path;
  const scheme = /^(localhost|127\.0\.0\.1)(:|$)/.test(registry) ? 'http' : 'https';
  return { registry, url: new URL(`${scheme}://${registry}/v2/${repository}/manifests/${version}`) };
}

/** An anonymous pull token. https://distribution.github.io/distribution/spec/auth/token/ */
async function anonymousToken(registry: string, headers: Headers): Promise<string> {
  const challenge = headers.get('www-authenticate') ?? '';
  const parameters = new Map([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value ?? '']));
  const realm = parameters.get('realm');
  if (realm === undefined) throw new Error(`${registry} wants a login`);
  const url = new URL(realm);
  for (const name of ['service', 'scope']) url.searchParams.set(name, parameters.get(name) ?? '');
  const answer = await request(registry, url);
  const { token } = (answer.ok ? await answer.json() : {}) as { token?: string };
  if (token === undefined) throw new Error(`${registry} gave no token`);
  return token;
}

async function request(registry: string, url: URL, token?: string): Promise<Response> {
  const headers = { accept: manifestTypes.join(', '), ...(token && { authorization: `Bearer ${token}` }) };
  const method = url.pathname.includes('/manifests/') ? 'HEAD' : 'GET';
  return fetch(url, { method, headers, signal: AbortSignal.timeout(answerWithinMs) }).catch((error: unknown) => {
    const { code, name } = (error instanceof Error ? (error.cause ?? error) : {}) as { code?: string; name?: string };
    throw new Error(`no registry answers at ${registry} (${code ?? name})`);
  });
}
