import { setTimeout } from 'node:timers/promises';

/** After the first calls, a long chart by both ways and one card, most of the code has run. */
const firstCalls = 3;
/** Between the others, which are for single cards: calls of clinicians come first. */
const pauseMs = 25;

/**
 * Runs the first calls of a warm-up, then calls `onWarm`, then runs the others one by one, with pauses; ends early once
 * `isLeaving`.
 */
export async function warmUpGradually(
  calls: AsyncIterable<unknown>,
  onWarm: () => void,
  isLeaving: () => boolean,
): Promise<void> {
  let run = 0;
  for await (const _ of calls) {
    run += 1;
    if (isLeaving()) return;
    if (run === firstCalls) onWarm();
    if (run >= firstCalls) await setTimeout(pauseMs, undefined, { ref: false });
  }
}
