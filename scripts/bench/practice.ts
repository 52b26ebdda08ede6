import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writePractice } from '../practice-export/write-practice.ts';
import { type Bench, judged, type Row } from './bench.ts';
import { runToEnd, type Used } from './command.ts';

const commands = ['report', 'replay'] as const;
type Command = (typeof commands)[number];
/** Each command's use of one export. */
type Measured = Readonly<Record<Command, Used>>;

/** On two idle cores: seconds, MB of 1,000,000 bytes, and CPU over CPU. */
const limits = {
  seconds: { must: 60, aim: 45 },
  secondsWithObservations: { must: 150, aim: 110 },
  megabytes: { must: 1000, aim: 800 },
  growth: { must: 1.15, aim: 1.05 },
} as const;

/** The commands over a generated practice: of 10,000 people, of half and twice as many, and with Observations. */
export async function* measurePractice(bench: Bench): AsyncGenerator<Row> {
  const usual = await measure(bench, 10_000);
  yield* rowsOf('10,000 people', usual, limits.seconds);
  const [small, large] = [await measure(bench, 5_000), await measure(bench, 20_000)];
  for (const command of commands) {
    const [least, most] = [small[command].cpuSeconds / 5_000, large[command].cpuSeconds / 20_000];
    const note = `${(most * 1000).toFixed(2)} ms / ${(least * 1000).toFixed(2)} ms`;
    const measured = `practice ${command}: CPU a person of 20,000 over 5,000`;
    yield judged(measured, most / least, limits.growth, { digits: 2, note });
  }
  const withObservations = await measure(bench, 10_000, true);
  yield* rowsOf('10,000 people with Observations', withObservations, limits.secondsWithObservations);
}

function* rowsOf(people: string, used: Measured, seconds: (typeof limits)[keyof typeof limits]): Generator<Row> {
  for (const command of commands) {
    const { wallSeconds, cpuSeconds, peakMegabytes } = used[command];
    const note = `CPU ${cpuSeconds.toFixed(1)} s`;
    yield judged(`practice ${command}, ${people}`, wallSeconds, seconds, { unit: ' s', digits: 1, note });
    yield judged(`practice ${command}, ${people}, peak memory`, peakMegabytes, limits.megabytes, { unit: ' MB' });
  }
}

/** Both commands over an export that is gone afterwards: it is 1.3 GB of 10,000 people, 3.5 GB with Observations. */
async function measure({ folder, today }: Bench, people: number, observations = false): Promise<Measured> {
  const [input, out, work] = ['export', 'out', 'work'].map((name) => join(folder, name)) as [string, string, string];
  writePractice(input, { people, asOf: today, observations });
  const use = (command: Command) =>
    runToEnd('src/practice/main.ts', [command, input, '--out', join(out, command), '--work', work]);
  const used = { report: await use('report'), replay: await use('replay') };
  for (const one of [input, out, work]) rmSync(one, { recursive: true, force: true });
  return used;
}
