export interface PurgeTimes {
  readonly now: number;
  readonly deleteBefore: number;
  readonly minIntervalMs: number;
}

export interface PurgeEvents {
  /** The last purge is dated in the future: the clock was wrong then or is wrong now. */
  clockWentBack(): void;
  /** `count` items of feedback were dropped because their card did not arrive. */
  unmatchedFeedback(count: number): void;
}

/** Ms since 1970; undefined if there is no such row, or no purge yet. */
export interface Upkeep {
  /** When the oldest row subject to retention was created. */
  readonly oldestRowAt: number | undefined;
  readonly lastPurgeAt: number | undefined;
}
