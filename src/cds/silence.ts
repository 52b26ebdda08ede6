import { z } from 'zod';

/** The name of the extension that says why an answer has no cards. */
export const silenceExtension = 'org.secure-base.silence';

/** Codes and reasons only: nothing from the record, and no words. */
export const Silence = z.object({
  unread: z
    .array(z.object({ part: z.string(), why: z.string() }))
    .min(1)
    .optional()
    .describe('Parts of the record that could not be read; `all` where nothing was ready at the deadline'),
  held: z
    .array(z.object({ code: z.string(), why: z.string() }))
    .min(1)
    .optional()
    .describe('Detections that found something which is not shown'),
});
export type Silence = z.infer<typeof Silence>;

const User = z.looseObject({ userId: z.string() });
const patientSide = /(?:^|\/)(?:Patient|RelatedPerson)\/[^/]*$/;

/** Why there are no cards where nothing was ready at the deadline; the person and relatives never learn why. */
export function lateSilence(context: unknown): Silence | undefined {
  const user = User.safeParse(context);
  if (user.success && patientSide.test(user.data.userId)) return undefined;
  return { unread: [{ part: 'all', why: 'timeout' }] };
}
