import { z } from 'zod';
import { clientEntry } from '#src/cds/trusted-clients.ts';
import { settings } from '#src/config/settings.ts';
import { codeSetNames } from '#src/fhir/terminology/code-set-names.ts';
import { startTables } from './start-table.ts';
import { table } from './table.ts';

/** docs/configuration.md, from the schema of the settings. */
export function configurationPage(): string {
  const { properties = {} } = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' });
  const defaults: Readonly<Record<string, unknown>> = settings.parse({});
  const rows = Object.entries(properties).map(([name, property]) => {
    const { description = '', enum: values } = typeof property === 'object' ? property : {};
    const standard = defaults[name];
    const choice = values === undefined ? description : `${description} (${values.join(', ')})`;
    return [`\`${name}\``, standard === undefined || String(standard) === '' ? '' : `\`${String(standard)}\``, choice];
  });
  return `# Configuration

Generated from \`src/config/settings.ts\` by \`npm run docs\`. Every setting is an environment variable; an empty one counts as not
set. With an unknown value or an insecure combination the service refuses to start, with one line that names the variable.

${table(['variable', 'default', 'meaning'], rows)}

## Whether it starts

Who can reach the service, by its listening address and its public URL:

${startTables()}

An empty cell stands for any value. A refusal is one line on standard error that names the setting, with exit code 1; a
warning is one line on standard error at every start. Loopback is \`localhost\`, 127.0.0.0/8, ::1 and 127.0.0.0/8 mapped into
IPv6, in any spelling. \`PUBLIC_URL\` counts because a proxy can make a service on loopback reachable from anywhere.

Without \`TRUSTED_CLIENTS\`, only requests for the host of \`PUBLIC_URL\` or for loopback are served, on any port;
others get 421. A proxy must forward \`Host\` (nginx: \`proxy_set_header Host $host\`). \`/health/…\` and \`/metrics\`
are served for every host, because probes call by IP address.

It also refuses to start with \`DEBUG\` naming fhir-kit-client or \`*\`, with \`NODE_DEBUG\`, with \`NODE_TLS_REJECT_UNAUTHORIZED=0\`, or
with \`NODE_OPTIONS\` that open an inspector or write memory, reports or TLS keys to files.

## Files it writes

The store and the file of \`AUDIT_LOG\` are created with mode 0600, readable and writable only by their owner. An existing
file keeps its mode; if others may read it, a warning is logged at the start. To let another user read the audit log,
create the file beforehand and let the log rotation create the next one (logrotate: \`create 0640\`).

## The file of SITE_SETTINGS

A JSON object. \`detections\` changes thresholds by detection and name (docs/detectors.md lists them); \`codeSets\` changes
code sets: \`replace\` replaces the shipped set, \`add\` extends it. Codes are \`{"system", "code"}\`; words match complete
words, \`stem-\` the start of a word, \`=text\` a complete text. With an invalid file, or one over 16 MiB, the service refuses
to start; if the file becomes invalid later, the old settings stay in force.

\`\`\`json
{
  "detections": { "first-meeting": { "minVisits": 10 } },
  "codeSets": { "not-a-visit": { "add": { "words": ["triage note"] } } }
}
\`\`\`

Code sets: ${codeSetNames.map((name) => `\`${name}\``).join(', ')}. Each ships as a FHIR ValueSet in \`fhir-profiles/\`.

## The file of PRACTICE_CENTILES

A JSON object that says how often people come: for each group by sex and age (full years, both ends included) the number of
people and the 90th centile (nearest rank) of their days with an unplanned contact here in the twelve months up to \`asOf\`.
Groups of fewer than 50 people are not used. With an invalid file the service refuses to start, with one line that names the
field; if the file becomes invalid later, the old numbers stay in force. Numbers that end over 15 months ago are warned about.

\`\`\`json
{
  "asOf": "2026-10-01",
  "from": "2025-10-01",
  "groups": [{ "sex": "female", "ages": [40, 44], "people": 312, "p90": 9 }]
}
\`\`\`

For several practices \`{ "practice": { "system|value": { … } } }\`, with such an object under an identifier of each practice,
for example \`https://fhir.nhs.uk/Id/ods-organization-code|A81001\`.

## The file of TRUSTED_CLIENTS

\`{ "clients": [ … ] }\`, one entry per issuer. With an invalid file the service refuses to start; if the file becomes invalid
later, the old one stays in force, and that is logged. Each entry has one of \`jwks\`, \`jwksFile\` and \`jku\`.

${table(['field', 'default', 'meaning'], clientRows())}

\`\`\`json
{
  "clients": [
    {
      "issuer": "https://ehr.example.org",
      "jku": "https://ehr.example.org/jwks.json",
      "tenants": ["practice-a"],
      "fhirServers": ["https://fhir.example.org/r4"],
      "origins": ["https://ehr.example.org"]
    }
  ]
}
\`\`\`
`;
}

/** One row per field of a client's entry, from its schema. */
function clientRows(): string[][] {
  const { properties = {}, required = [] } = z.toJSONSchema(clientEntry, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => {
    const { description = '', default: standard } = typeof property === 'object' ? property : {};
    const usual = required.includes(name)
      ? 'required'
      : standard === undefined
        ? ''
        : `\`${JSON.stringify(standard)}\``;
    return [`\`${name}\``, usual, description];
  });
}
