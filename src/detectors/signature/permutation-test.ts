import { allChoices, combinations, drawnChoices, indicesUpTo } from './choices.ts';
import { countsOf, type Row, type SignCounts } from './sign-evidence.ts';

/** How many relabellings are made. */
export interface Relabelling {
  /** Up to this number of possible relabellings, all of them are made. */
  readonly exactUpTo: number;
  /** Where more are possible, this number is drawn. */
  readonly draws: number;
}

/** Rounding must not make a relabelling with the same counts count as less evidence. */
const rounding = 1e-9;

/**
 * Permutation test of one person: the chance that as many periods, chosen at random from all, have at least as much
 * evidence, summed over the signs, as those before the relapses (Phipson & Smyth 2010). Whole periods are chosen, so signs
 * that come together stay together. The same periods always give the same chance. A chance above `most` is not computed to
 * its end: then what is returned is merely above it, too.
 */
export function permutationTest(
  before: readonly Row[],
  others: readonly Row[],
  evidenceBy: (column: number) => (counts: SignCounts) => number,
  { exactUpTo, draws }: Relabelling,
  most: number,
): { readonly evidence: number; readonly chance: number } {
  const chosen = before.length;
  const rows = [...before, ...others];
  const sumOf = evidenceSum(rows, chosen, evidenceBy);
  const evidence = sumOf(indicesUpTo(chosen));
  const possible = combinations(rows.length, chosen);
  const isExact = possible <= exactUpTo;
  // The true periods are one of all choices, but none of those drawn.
  let asClear = isExact ? 0 : 1;
  const of = isExact ? possible : draws + 1;
  for (const choice of isExact ? allChoices(rows.length, chosen) : drawnChoices(rows.length, chosen, draws)) {
    if (sumOf(choice) >= evidence - rounding) asClear += 1;
    if (asClear > most * of) break;
  }
  return { evidence, chance: asClear / of };
}

/** Bits of the numbers that are added: a sum stays a small integer. */
const wordBits = 31;

/**
 * A function for the summed evidence of the periods at the first `chosen` indices of a list. It is called for hundreds of
 * choices, so a sign's evidence is looked up: in a table with a cell for every number of chosen periods in which the sign
 * could be observed, and was present. Adding the codes of the periods gives the cell; one word holds the codes of several signs.
 */
function evidenceSum(
  rows: readonly Row[],
  chosen: number,
  evidenceBy: (column: number) => (counts: SignCounts) => number,
): (indices: Int32Array) => number {
  const side = chosen + 1;
  const [size, signs, cells] = [rows.length, rows[0]?.length ?? 0, side ** 2];
  const bits = Math.ceil(Math.log2(cells));
  const signsAWord = Math.floor(wordBits / bits);
  const words = Math.ceil(signs / signsAWord);
  const codes = new Int32Array(words * size);
  const tables = new Float64Array(signs * cells);
  for (let column = 0; column < signs; column += 1) {
    const [word, shift] = [Math.floor(column / signsAWord), (column % signsAWord) * bits];
    rows.forEach((row, i) => {
      const code = row[column] === undefined ? 0 : side + Number(row[column]);
      codes[word * size + i] = (codes[word * size + i] ?? 0) + (code << shift);
    });
    tables.set(evidenceTable(rows, column, chosen, evidenceBy(column)), column * cells);
  }
  const mask = 2 ** bits - 1;
  return (indices) => {
    let evidence = 0;
    for (let word = 0, column = 0; word < words; word += 1) {
      let sum = 0;
      for (let i = 0; i < chosen; i += 1) sum += codes[word * size + (indices[i] ?? 0)] ?? 0;
      for (const end = Math.min(signs, column + signsAWord); column < end; column += 1) {
        evidence += tables[column * cells + (sum & mask)] ?? 0;
        sum >>= bits;
      }
    }
    return evidence;
  };
}

/** At `observed * (chosen + 1) + present`: the evidence of one sign. */
function evidenceTable(
  rows: readonly Row[],
  column: number,
  chosen: number,
  evidenceOf: (counts: SignCounts) => number,
): Float64Array {
  const { settled: all } = countsOf([], rows, column);
  const table = new Float64Array((chosen + 1) ** 2);
  for (let observed = 0; observed <= Math.min(chosen, all.of); observed += 1) {
    for (let present = 0; present <= Math.min(observed, all.with); present += 1) {
      const settled = { with: all.with - present, of: all.of - observed };
      if (settled.with > settled.of) continue;
      table[observed * (chosen + 1) + present] = evidenceOf({ before: { with: present, of: observed }, settled });
    }
  }
  return table;
}
