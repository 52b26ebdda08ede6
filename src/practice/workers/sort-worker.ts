import { threadId } from 'node:worker_threads';
import type { Piece } from '../input/files.ts';
import { type SortedPiece, type SortingOptions, sortRows } from '../shards/sort-rows.ts';

/** Sorts the rows of a piece of the export into shards. */
export function sortPiece(work: { readonly piece: Piece; readonly options: SortingOptions }): Promise<SortedPiece> {
  return sortRows(work.piece, `${threadId}`, work.options);
}
