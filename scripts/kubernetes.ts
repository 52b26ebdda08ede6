import { execFileSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { chart, checksumOfChart, withHeader } from './kubernetes/header.ts';
import { type Rendering, renderings } from './kubernetes/renderings.ts';

/**
 * Lints the chart and writes what is rendered from it: the files of docker/kubernetes, and docker/prometheus/alerts.yaml.
 * Needs Helm 3 (`helm` in PATH, or its path in HELM), and runs the tests of the alerts where PROMTOOL is the path of promtool.
 */
const { HELM: helm = 'helm', PROMTOOL: promtool } = process.env;

/** The least version that the chart allows, so that renderings do not depend on who makes them. */
const cluster = ['secure-base', chart, '--namespace=secure-base', '--kube-version=1.30.0'];

function run(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    console.error(
      missing ? `${program} is not there: https://helm.sh/docs/intro/install` : `${program} ${args[0]} failed`,
    );
    process.exit(1);
  }
}

const valuesOf = ({ values }: Rendering) => values.map((file) => `--values=${chart}/ci/${file}`);

for (const rendering of renderings) {
  run(helm, ['lint', '--strict', chart, ...valuesOf(rendering)]);
  const rendered = run(helm, ['template', ...cluster, ...valuesOf(rendering), ...rendering.options]);
  writeFileSync(rendering.file, withHeader(rendering, rendered, checksumOfChart(chart)));
}
copyFileSync(`${chart}/files/alerts.yaml`, 'docker/prometheus/alerts.yaml');
if (promtool !== undefined) {
  run(promtool, ['check', 'rules', 'docker/prometheus/alerts.yaml']);
  for (const tests of ['alerts', 'alerts-of-days'])
    run(promtool, ['test', 'rules', `docker/prometheus/${tests}.test.yaml`]);
}
