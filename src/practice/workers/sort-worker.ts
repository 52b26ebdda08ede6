import { threadId } from 'node:worker_threads';
import type { Piece } from '../input/files.ts';
import { type SortedPiece, type SortingOptions, sortRows } from '../shards/sort-rows.ts';

/** A piece that could not be sorted, and the system's code of why: between threads an Error would lose it. */
export interface UnsortedPiece {
  readonly failed: string;
}

/** Sorts the rows of a piece of the export into shards. */
export async function sortPiece(work: {
  readonly piece: Piece;
  readonly options: SortingOptions;
}): Promise<SortedPiece | UnsortedPiece> {
  try {
    return await sortRows(work.piece, `${threadId}`, work.options);
  } catch (error) {
    return { failed: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' };
  }
}
