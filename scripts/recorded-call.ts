import { z } from 'zod';
import { type Day, parseDay } from '#src/history/calendar.ts';

/** A hook call as an EHR made it, with its prefetch. */
const call = z.object({
  hook: z.string(),
  context: z.looseObject({ patientId: z.string(), userId: z.string() }),
  prefetch: z.record(z.string(), z.unknown()).default({}),
});
/** A recorded call may be wrapped with the day on which it was made and a Bundle of the practice's staff. */
const recorded = z.object({
  request: call,
  asOf: z.string().optional(),
  staffDirectory: z.looseObject({ resourceType: z.literal('Bundle') }).nullish(),
});

/** A recorded call, with its day and the Bundle of the practice's staff. */
export interface RecordedCall {
  readonly request: z.output<typeof call>;
  readonly asOf: Day | undefined;
  readonly staff: object | undefined;
}

/** Parses a recorded call; undefined for any other JSON value. */
export function recordedCall(value: unknown): RecordedCall | undefined {
  const alone = call.safeParse(value);
  if (alone.success) return { request: alone.data, asOf: undefined, staff: undefined };
  const { data } = recorded.safeParse(value);
  if (data === undefined) return undefined;
  const { request, asOf, staffDirectory } = data;
  return { request, asOf: asOf === undefined ? undefined : parseDay(asOf), staff: staffDirectory ?? undefined };
}
