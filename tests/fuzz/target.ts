import type { Arbitrary } from 'fast-check';

/** A part of the service that is given input which nobody would send on purpose. Inputs are JSON, so that each can be stored. */
export interface Target<Input = unknown> {
  readonly name: string;
  readonly inputs: Arbitrary<Input>;
  /** How many inputs CI tries. */
  readonly runs: number;
  /** The least share of inputs for which `try` must be true: fuzzing that is turned away at the first check finds nothing. */
  readonly reach: number;
  /** What an input may cost in ms of CPU, beside 1 ms for each kilobyte; 50 where left out. */
  readonly allowedMs?: number;
  start(): Promise<RunningTarget<Input>>;
}

/** A target that has started. */
export interface RunningTarget<Input = unknown> {
  /**
   * Tries one input. True where it reached what lies behind the first checks, such as a card.
   * @throws where what came of it is not as it must be
   */
  try(input: Input): boolean | Promise<boolean>;
  stop(): void | Promise<void>;
}
