import { readFileSync, writeFileSync } from 'node:fs';
import { services } from '#hooks/index.ts';
import { buildApp } from '#src/app.ts';
import { createCollaborators } from '#src/collaborators.ts';
import { readConfig } from '#src/config.ts';
import { detectors } from '#src/detectors/index.ts';
import { createLog } from '#src/observability/log.ts';
import { createMetrics } from '#src/observability/metrics.ts';
import { configurationPage } from './docs/configuration.ts';
import { detectorsPage } from './docs/detectors.ts';

/** Writes the generated files of docs/; with `--check` it only says which are stale, and fails. */
const pages: Readonly<Record<string, () => string | Promise<string>>> = {
  'configuration.md': configurationPage,
  'detectors.md': detectorsPage,
  'openapi.json': openApi,
};

async function openApi(): Promise<string> {
  const config = readConfig({ LOG_LEVEL: 'silent' });
  const log = createLog({ level: config.logLevel });
  const collaborators = createCollaborators(config, log, createMetrics());
  const app = await buildApp({
    config,
    log,
    metrics: collaborators.metrics,
    services: services(collaborators),
    detections: { detectors, settingsOf: () => undefined },
  });
  await app.ready();
  const text = `${JSON.stringify(app.swagger(), null, 2)}\n`;
  await app.close();
  collaborators.close();
  return text;
}

const checking = process.argv.includes('--check');
for (const [name, render] of Object.entries(pages)) {
  const file = new URL(`../docs/${name}`, import.meta.url);
  const text = await render();
  if (!checking) writeFileSync(file, text);
  else if (read(file) !== text) {
    console.error(`docs/${name} is stale: npm run docs`);
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
