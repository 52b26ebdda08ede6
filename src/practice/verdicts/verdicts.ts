import { readFile, writeFile } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { type CodeVerdict, decide, type Estimate, stoppingRule } from './decide.ts';
import { readVerdicts } from './read-verdicts.ts';

/** What the command says, and whether it could do its work. */
export interface VerdictsAnswer {
  readonly lines: readonly string[];
  readonly failed: boolean;
}

/** Reads a sample as it was filled in, says which detections may be switched on, and writes the same to `out`. */
export async function judgeSample(file: string, out?: string): Promise<VerdictsAnswer> {
  const content = await contentOf(file);
  if (content === undefined) return { lines: [`${file}: can't be read`], failed: true };
  const { judged, unjudged, errors } = readVerdicts(content);
  if (errors.length > 0) return { lines: errors.map((one) => `${file}: ${one}`), failed: true };
  const decided = decide(judged);
  if (decided.length === 0) return { lines: [`${file}: no card has a verdict yet`], failed: true };
  if (out !== undefined && !(await write(out, verdictsCsv(decided))))
    return { lines: [`${out}: can't be written, or is there already`], failed: true };
  return { lines: [...table(decided), ...remarks(decided, unjudged)], failed: false };
}

/** Excel's “Unicode Text” is UTF-16. */
async function contentOf(file: string): Promise<string | undefined> {
  try {
    const bytes = await readFile(file);
    return bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8');
  } catch {
    return undefined;
  }
}

async function write(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { mode: 0o600, flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

const meanings = { on: 'may be switched on', undecided: 'undecided', off: 'should stay off' } as const;

function table(decided: readonly CodeVerdict[]): readonly string[] {
  const rows = decided.map(({ code, judged, useful, accurate, unkind, decision }) => [
    code,
    String(judged),
    interval(useful),
    interval(accurate),
    String(unkind),
    meanings[decision],
  ]);
  const all = [['detection', 'judged', 'right and useful', 'facts right', 'unkind', 'so it'], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** As in src/cards/retirement.ts: of fewer cards even an interval says little about the next months. */
const enough = 30;

function remarks(decided: readonly CodeVerdict[], unjudged: number): readonly string[] {
  const unkind = decided.filter((one) => one.unkind > 0).map(({ code }) => code);
  const few = decided.filter(({ judged }) => judged < enough).map(({ code }) => code);
  const { retireBelow, target } = stoppingRule;
  return [
    `On: the interval lies above ${percent(retireBelow)} and the share reaches ${percent(target)}. Off: the interval lies below ${percent(retireBelow)}.`,
    ...(unjudged > 0 ? [`Without a verdict: ${unjudged} cards`] : []),
    ...(few.length > 0
      ? [`Fewer than ${enough} cards were judged; read more if there are any: ${few.join(', ')}`]
      : []),
    ...(unkind.length > 0 ? [`Look at the words before these are switched on: ${unkind.join(', ')}`] : []),
  ];
}

function verdictsCsv(decided: readonly CodeVerdict[]): string {
  const rows = decided.map(({ code, judged, usefulCount, useful, accurate, unkind, decision }) => ({
    code,
    judged,
    right_and_useful: usefulCount,
    ...figures('useful', useful),
    ...figures('facts_right', accurate),
    unkind,
    decision,
  }));
  return stringify(rows, { header: true });
}

function figures(name: string, { share, low, high }: Estimate): Readonly<Record<string, string>> {
  return { [name]: share.toFixed(4), [`${name}_low`]: low.toFixed(4), [`${name}_high`]: high.toFixed(4) };
}

function interval({ share, low, high }: Estimate): string {
  return `${percent(share)} (${percent(low)}–${percent(high)})`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
