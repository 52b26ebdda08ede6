import type { Day } from './calendar.ts';

/** Something that the person has written about themselves for those who care for them. What it says is never read. */
export interface AboutMe {
  readonly reference: string;
  readonly day: Day;
}
