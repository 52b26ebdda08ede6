import { describe, expect, test } from '@jest/globals';
import type { Detector } from '#src/detectors/detector.ts';
import type { Opening } from '#src/history/opening.ts';
import { type Drawn, find } from './given.ts';

/** A life in which a detector stays silent, and the same life with one difference, in which it fires. */
export interface Twins {
  readonly silent: string;
  readonly because: Drawn;
  readonly fires: string;
  readonly with: Drawn;
  /** The openings, where they are not the usual one. */
  readonly opening?: Opening;
  readonly twinOpening?: Opening;
}

/** One test for each silence, with its twin. */
export function staysSilent(detector: Detector, usual: Opening, twins: readonly Twins[]): void {
  describe('stays silent', () => {
    test.each(twins.map((one) => [`${one.silent}; but fires ${one.fires}`, one] as const))('%s', (_, one) => {
      const opening = one.opening ?? usual;
      expect(find(detector, one.because, opening)).toBeUndefined();
      expect(find(detector, one.with, one.twinOpening ?? opening)?.code).toBe(detector.code);
    });
  });
}
