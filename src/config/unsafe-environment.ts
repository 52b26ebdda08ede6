/** Variables by which Node, or a library, would reveal what this service must not. */
const unsafe: readonly { readonly variable: string; readonly values: RegExp; readonly must: string }[] = [
  // The FHIR client's own debugging would write addresses, tokens and answers to standard error.
  { variable: 'DEBUG', values: /fhir-kit-client|\*/, must: 'must not name fhir-kit-client or *' },
  // Node's own does the same for every request (https://nodejs.org/api/cli.html#node_debugmodule).
  { variable: 'NODE_DEBUG', values: /./s, must: 'must not be set' },
  { variable: 'NODE_DEBUG_NATIVE', values: /./s, must: 'must not be set' },
  // CWE-295: a FHIR server or key server could then be anybody.
  { variable: 'NODE_TLS_REJECT_UNAUTHORIZED', values: /^0$/, must: 'must not be 0' },
  {
    variable: 'NODE_OPTIONS',
    // Node takes `_` for `-` in its options.
    values: /--(?:inspect|heap[-_]?prof|heapsnapshot|report|tls[-_]keylog|insecure[-_]http|abort[-_]on)/i,
    must: 'must not open an inspector, write memory, reports or TLS keys to files, or loosen HTTP',
  },
];

/** The first unsafe variable of the environment, as one line that names it; undefined if there is none. */
export function unsafeVariable(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const found = unsafe.find(({ variable, values }) => values.test(env[variable] ?? ''));
  return found && `${found.variable}: ${found.must}`;
}
