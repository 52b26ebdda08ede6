import { type Candidate, signatureOf } from '#src/detectors/signature/learn.ts';
import { match } from '#src/detectors/signature/present.ts';
import type { Thresholds } from '#src/detectors/signature/settings.ts';

/**
 * Leaves out one relapse at a time, learns a signature from the others, and counts how many of those left out it would
 * have flagged. For judging the method, not for deciding about one person.
 */
export function leaveOneOut(learned: Candidate, thresholds: Thresholds): { flagged: number; of: number } {
  const {
    relapses,
    beforeRows,
    row: { windowDays },
  } = learned;
  const flagged = beforeRows.filter((row, left) => {
    const others = <T>(all: readonly T[]) => all.filter((_, i) => i !== left);
    const signature = signatureOf(
      { ...learned, relapses: others(relapses), beforeRows: others(beforeRows) },
      thresholds,
    );
    return signature !== undefined && match(signature.signs, row, windowDays, thresholds).mismatch === undefined;
  });
  return { flagged: flagged.length, of: relapses.length };
}
