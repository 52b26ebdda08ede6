import { z } from 'zod';
import { siteSettingNames } from '#src/config/site-values.ts';
import { siteEntry } from '#src/sites/site-entry.ts';
import { table } from './table.ts';

/** docs/sites.md, from the schema of an entry and the list of settings that sites may have. */
export function sitesPage(): string {
  return `# Many practices in one service

Generated from \`src/sites/site-entry.ts\` and \`src/config/site-values.ts\` by \`npm run docs\`.

\`SITES\` names a JSON file, or a folder of them, that says what is different at each practice. Who has no entry, and whatever an
entry leaves out, is as the environment says. A tenant is still who the token says ([integrate.md](integrate.md#tokens)): an entry
gives nobody a right to call.

## An entry

A file holds one entry, a list of them, or \`{ "sites": [ … ] }\`. In a folder every file counts whose name ends in \`.json\` and does
not begin with a full stop.

${table(['field', 'needed', 'meaning'], fieldRows())}

\`\`\`json
{
  "issuer": "https://ehr.example.org",
  "tenant": "practice-17",
  "fhirServer": "https://fhir.example.org/r4",
  "organization": "https://fhir.nhs.uk/Id/ods-organization-code|A81001",
  "settings": {
    "SITE_TIME_ZONE": "Europe/Oslo",
    "LANGUAGE": "nb-NO",
    "DETECTIONS_OFF": ["late-presentation"],
    "MAX_CARDS": 2,
    "SILENT": true,
    "STAFF_DIRECTORY": "staff/practice-17.ndjson"
  },
  "thresholds": { "first-meeting": { "minVisits": 10 } }
}
\`\`\`

\`settings\` takes these names of [configuration.md](configuration.md), each with the same meaning; a list may be a list, a number a
number, true and false themselves: ${siteSettingNames.map((name) => `\`${name}\``).join(', ')}. Anything else belongs to the service as a
whole, code sets and the file of \`SITE_SETTINGS\` too. \`thresholds\` replaces those of a detection altogether. A relative path begins
beside the entry's file.

## When it changes

Files are looked at again every two seconds, a folder of ten thousand every twenty; a new file, a changed one and one that has gone are
noticed (\`site-file-read\`). A file that is broken keeps its old entries and hinders no other (\`site-file-broken\`); so does a tenant
that two files have. At the start either is refused, in one line that names the file, the entry and the field.

A staff list is read when a call first needs it, and the longest unused are let go of: a thread holds 32 MiB of such files, counted by
their size. One that can't be read leaves what needs it unread, as if there were none, and is tried again after a minute.

## Which site a call and a launch are of

- A call of a hook: that of the token's issuer and tenant.
- A SMART launch: that whose \`fhirServer\` is the launch's \`iss\`. Where several have it, the one whose \`organization\` is the patient's
  \`managingOrganization\`, or, where no patient is in context, that of the user's \`PractitionerRole\`s, by reference or by number. Where
  that leaves none or more than one, the launch is refused (\`smart-refused\`, reason \`site-unknown\`), and a page says so.
- Several sites with one \`fhirServer\` are of one issuer and have one registration (\`smart\`).
- The administrator's launch is of no site: its figures are those of all.

The FHIR server of an entry may be called for its own tenant, and for no other of the same client.

## What sites share

The store, whose rows carry the tenant, the keys, code sets, limits of load, and the process. Nothing that one site sets reaches
another: a property test compares two sites in one service with a service of each alone, over every setting. \`METRICS_BY_SITE\`
adds two series for each site that asks for them (\`secure_base_site_openings_total\`, \`secure_base_site_cards_total\`, by \`site\`);
no other series names a site. What it costs: [performance.md](performance.md#many-sites).
`;
}

function fieldRows(): string[][] {
  const { properties = {}, required = [] } = z.toJSONSchema(siteEntry, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => {
    const { description = '' } = typeof property === 'object' ? property : {};
    return [`\`${name}\``, required.includes(name) ? 'yes' : '', description];
  });
}
