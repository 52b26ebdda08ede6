/** Paths that also answer under the path prefix of PUBLIC_URL; health and metrics stay at the root alone. */
const published = /^\/(?:cds-services|detections|openapi\.json|demo|thread)(?=[/?]|$)/;

/**
 * The path by which the routes match: ignores one doubled and one trailing slash (some clients join a base that ends in a
 * slash), removes the path prefix of PUBLIC_URL if a proxy has left it on, and scheme and host if the whole URL was sent
 * (RFC 9112, 3.2.2).
 */
export function routePath(target: string, prefix: string): string {
  const url = target.replace(/^https?:\/\/[^/?#]*/i, '');
  const query = url.search(/[?#]/);
  const end = query === -1 ? url.length : query;
  let path = url.slice(0, end).replace('//', '/') || '/';
  if (path.length > 1 && path.endsWith('/')) path = path.slice(0, -1);
  if (prefix !== '' && path === prefix) path = '/';
  if (prefix !== '' && path.startsWith(`${prefix}/`) && published.test(path.slice(prefix.length)))
    path = path.slice(prefix.length);
  return path + url.slice(end);
}
