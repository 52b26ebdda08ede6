/**
 * `npm run audit:dependencies`: security advisories of the registry for the locked packages. It informs and never
 * fails: an advisory published overnight must not block an unrelated change, and the service is not reachable
 * everywhere.
 */
import { execFile } from 'node:child_process';
import { z } from 'zod';

const Report = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({ severity: z.string(), via: z.array(z.union([z.string(), z.looseObject({ url: z.string() })])) }),
  ),
  metadata: z.object({ dependencies: z.looseObject({ total: z.number() }) }),
});

/** npm's output if the service fails. */
const Failure = z.object({
  message: z.string().optional(),
  error: z.object({ summary: z.string() }).optional(),
});

await tell('In production', ['--omit=dev']);
await tell('With what builds and tests it', []);

async function tell(scope: string, options: readonly string[]): Promise<void> {
  const output = await npmAudit(options);
  const report = Report.safeParse(output);
  if (!report.success) {
    const { message, error } = Failure.safeParse(output).data ?? {};
    console.log(`${scope}: COULD NOT BE SCANNED (${message || error?.summary || 'npm audit gave no report'})`);
    return;
  }
  const { vulnerabilities, metadata } = report.data;
  const found = Object.entries(vulnerabilities);
  console.log(`${scope}: ${found.length} of ${metadata.dependencies.total} packages have known vulnerabilities`);
  for (const [name, { severity, via }] of found) {
    const causes = via.map((one) => (typeof one === 'string' ? `by ${one}` : one.url));
    console.log(`  ${name} (${severity}): ${causes.join(', ')}`);
  }
}

/** npm's parsed output, whatever its exit code; undefined if there was none. */
function npmAudit(options: readonly string[]): Promise<unknown> {
  const args = ['audit', '--json', '--package-lock-only', '--fetch-retries=0', '--fetch-timeout=20000', ...options];
  return new Promise((ended) => {
    execFile('npm', args, { maxBuffer: 64 * 1024 * 1024 }, (_, stdout) => {
      try {
        ended(JSON.parse(stdout));
      } catch {
        ended(undefined);
      }
    });
  });
}
