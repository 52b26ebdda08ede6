/** What answers under the path prefix of PUBLIC_URL too; health and metrics stay at the root alone. */
const published = /^\/(?:cds-services|detections|openapi\.json|demo)(?=[/?]|$)/;

/**
 * The address as the routes know it: one doubled slash and one trailing slash are ignored (some clients join a base that
 * ends in a slash), and the path prefix of PUBLIC_URL is taken off where a proxy has left it on. Scheme and host are left
 * out where the whole URL was sent, as HTTP allows (RFC 9112, 3.2.2).
 */
export function routePath(target: string, prefix: string): string {
  const url = target.replace(/^https?:\/\/[^/?#]*/i, '');
  const query = url.search(/[?#]/);
  const end = query === -1 ? url.length : query;
  let path = url.slice(0, end).replace('//', '/') || '/';
  if (path.length > 1 && path.endsWith('/')) path = path.slice(0, -1);
  if (prefix !== '' && path.startsWith(`${prefix}/`) && published.test(path.slice(prefix.length)))
    path = path.slice(prefix.length);
  return path + url.slice(end);
}
