import { readFileSync, writeFileSync } from 'node:fs';
import { services } from '#hooks/index.ts';
import { readConfig } from '#src/config/config.ts';
import { silentLog } from '#src/observability/log.ts';
import { composeService, type Service } from '#src/wiring/service.ts';
import { clientsFile, ecKey, issuer } from '../tests/support/client-tokens.ts';
import { codeSetsPage } from './docs/code-sets.ts';
import { detectionsCodeSystem } from './docs/code-system.ts';
import { configurationPage } from './docs/configuration.ts';
import { conventionsPage } from './docs/conventions.ts';
import { detectorsPage } from './docs/detectors.ts';
import { languagesPage } from './docs/languages.ts';
import { quietingPage } from './docs/quieting.ts';
import { sampleCardFiles } from './docs/sample-cards.ts';
import { withScopes } from './docs/scopes.ts';
import { silencePage } from './docs/silence.ts';
import { sitesPage } from './docs/sites.ts';

/** Writes the generated files; with `--check` it only lists those that are stale, and fails. */
const pages: Readonly<Record<string, () => string | Promise<string>>> = {
  'docs/code-sets.md': codeSetsPage,
  'docs/configuration.md': configurationPage,
  'docs/conventions.md': conventionsPage,
  'docs/detectors.md': detectorsPage,
  'docs/integrate.md': integratePage,
  'docs/languages.md': languagesPage,
  'docs/openapi.json': openApi,
  'docs/quieting.md': quietingPage,
  'docs/silence.md': silencePage,
  'docs/sites.md': sitesPage,
  'fhir-profiles/CodeSystem-detections.json': detectionsCodeSystem,
  ...sampleCardFiles,
};

function openApi(): Promise<string> {
  return composed(async ({ app }) => {
    await app.ready();
    return `${JSON.stringify(app.swagger(), null, 2)}\n`;
  });
}

/** Written by hand, but for the table of scopes. */
function integratePage(): Promise<string> {
  const page = readFileSync(new URL('../docs/integrate.md', import.meta.url), 'utf8');
  return composed(async ({ services: all }) => withScopes(page, all));
}

async function composed(write: (service: Service) => Promise<string>): Promise<string> {
  // With an admin token and a client, as an installation has them, so that what they open and must show is included.
  const env = {
    TRUSTED_CLIENTS: clientsFile([{ issuer, jwks: { keys: [ecKey().jwk] } }]),
    PSEUDONYM_KEY: '0123456789abcdef'.repeat(4),
    LOG_LEVEL: 'silent',
    WORKERS: '0',
    STORE_URL: 'memory:',
    AUDIT_LOG: 'off',
    ADMIN_TOKEN: 'only-to-list-its-routes',
  };
  const config = readConfig(env);
  const service = await composeService(config, { services, log: silentLog });
  const text = await write(service);
  await service.close(1000);
  return text;
}

const checking = process.argv.includes('--check');
for (const [name, render] of Object.entries(pages)) {
  const file = new URL(`../${name}`, import.meta.url);
  const text = await render();
  if (!checking) writeFileSync(file, text);
  else if (read(file) !== text) {
    console.error(`${name} is stale: npm run docs`);
    process.exitCode = 1;
  }
}

function read(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
