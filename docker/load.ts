/**
 * `node docker/load.ts FHIR_BASE`: waits for a FHIR R4 server and loads the demonstration practice, as of today, into
 * it. Idempotent, except that all dates move with today.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { practiceRecord } from '#demo/practice/record.ts';
import { parseDay } from '#src/history/calendar.ts';

const base = process.argv[2]?.replace(/\/$/, '');
if (base === undefined) throw new Error('Say where: node docker/load.ts http://hapi:8080/fhir');
const startTimeoutMs = 5 * 60_000;
/** Servers limit the size of a transaction. Splitting needs no order if referential integrity on write is off. */
const atOnce = 200;

await answering(`${base}/metadata`);
const today = parseDay(new Date().toISOString().slice(0, 10)) ?? 0;
const resources = practiceRecord(today);
for (let start = 0; start < resources.length; start += atOnce) {
  const entry = resources.slice(start, start + atOnce).map((resource) => ({
    resource,
    request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
  }));
  const answer = await fetch(base, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }),
  });
  if (!answer.ok) throw new Error(`${base} answered ${answer.status}`);
}
process.stdout.write(`${resources.length} resources are in ${base}\n`);

async function answering(url: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  while (
    !(await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (Date.now() > deadline) throw new Error(`${url} does not answer`);
    await wait(1000);
  }
}
