import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type Code, codes } from '../../detectors/index.ts';

/** What a clinician says of a card: its facts are right and it helps, they are right alone, or wrong, or its words unkind. */
export const verdicts = ['right and useful', 'right', 'wrong', 'unkind'] as const;
export type Verdict = (typeof verdicts)[number];

/** A card that was judged. */
export interface JudgedCard {
  readonly code: Code;
  readonly verdict: Verdict;
}

/** What a file of verdicts holds. */
export interface VerdictFile {
  readonly judged: readonly JudgedCard[];
  /** Cards without a verdict. */
  readonly unjudged: number;
  /** What is wrong with it, each in a line with its row as a spreadsheet numbers it. */
  readonly errors: readonly string[];
}

const header = z.object({ code: z.string(), verdict: z.string() });

/**
 * Reads a sample as it was filled in, also as Excel and LibreOffice save it: with commas, semicolons or tabs, a byte order mark
 * and line breaks within quotes. No error repeats a cell, which may hold words of a record.
 */
export function readVerdicts(content: string): VerdictFile {
  const rows = rowsOf(content);
  if (rows === undefined)
    return {
      judged: [],
      unjudged: 0,
      errors: ['must be the sample.csv of a replay, with the columns code and verdict'],
    };
  const judged: JudgedCard[] = [];
  const errors: string[] = [];
  let unjudged = 0;
  for (const [index, row] of rows.entries()) {
    const place = `row ${index + 2}`;
    const code = codes.find((one) => one === plain(row.code));
    const verdict = verdicts.find((one) => one === plain(row.verdict));
    if (code === undefined) errors.push(`${place}: code must be that of a detection`);
    else if (verdict !== undefined) judged.push({ code, verdict });
    else if (plain(row.verdict) === '') unjudged += 1;
    else errors.push(`${place}: verdict must be one of ${verdicts.join(', ')}, or empty`);
  }
  return { judged, unjudged, errors };
}

/** The rows under a header of which one separator makes the two columns; undefined where none does. */
function rowsOf(content: string): readonly z.output<typeof header>[] | undefined {
  for (const delimiter of [',', ';', '\t']) {
    const rows = parsed(content, delimiter);
    if (rows !== undefined) return rows;
  }
  return undefined;
}

function parsed(content: string, delimiter: string): readonly z.output<typeof header>[] | undefined {
  try {
    const records: unknown = parse(content, {
      bom: true,
      columns: (names: readonly string[]) => names.map((name) => name.trim().toLowerCase()),
      delimiter,
      relax_column_count: true,
      skip_records_with_empty_values: true,
    });
    return z.array(header).min(1).safeParse(records).data;
  } catch {
    return undefined;
  }
}

/** As it is meant, however it was typed. */
function plain(cell: string): string {
  return cell.trim().toLowerCase().replace(/\s+/g, ' ');
}
