/**
 * `npm run bench [-- PART...]`: measures the service against its limits; some twenty minutes and 9 GB of disk, with nothing else running.
 * Parts: cpu, latency, start, reads, memory, cores, tokens, length, signature, thread, practice, sites. Each program runs in a process
 * of its own, a server with the options of the image; each call has a body of its own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBench, type Row } from './bench/bench.ts';
import { measureCores } from './bench/cores.ts';
import { measureCpu } from './bench/cpu.ts';
import { measureLatency } from './bench/latency.ts';
import { measureLength } from './bench/length.ts';
import { measureMemory } from './bench/memory.ts';
import { measurePractice } from './bench/practice.ts';
import { measureReads } from './bench/reads.ts';
import { measureSignature } from './bench/signature.ts';
import { measureSites } from './bench/sites.ts';
import { measureStart } from './bench/start.ts';
import { measureThread } from './bench/thread.ts';
import { measureTokens } from './bench/tokens.ts';

const parts = {
  start: measureStart,
  cpu: measureCpu,
  latency: measureLatency,
  reads: measureReads,
  memory: measureMemory,
  cores: measureCores,
  tokens: measureTokens,
  length: measureLength,
  signature: measureSignature,
  thread: measureThread,
  practice: measurePractice,
  sites: measureSites,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) throw new Error(`no such part: ${unknown.join(', ')}`);

const folder = mkdtempSync(join(tmpdir(), 'secure-base-bench-'));
const bench = await openBench(folder);
const rows: Row[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for await (const row of measure(bench)) {
    rows.push(row);
    console.error(`${row.measured}: ${row.result}`);
  }
}
rmSync(folder, { recursive: true });
console.table(rows);
