import { silencingGroups } from '../../history/contact.ts';
import type { RelationalHistory } from '../../history/history.ts';
import { type Silence, silent } from '../silence.ts';

type Guarded = Pick<RelationalHistory, 'safeguarding' | 'domesticAbuse' | 'contacts'>;

/** Reasons why it is not safe to speak of a death. */
export const unsafe = ['safeguarding', 'domestic-abuse'] as const;

/** A concern for somebody's safety, now or ever, if any: whoever has died may have been the one who was feared. */
export function whyUnsafe({
  safeguarding,
  domesticAbuse,
  contacts,
}: Guarded): Silence<(typeof unsafe)[number]> | undefined {
  if (safeguarding.length > 0) return silent('safeguarding');
  const isAbuse = domesticAbuse.length > 0 || contacts.some((one) => silencingGroups(one).includes('domestic-abuse'));
  return isAbuse ? silent('domestic-abuse') : undefined;
}

const impairments = ['dementia', 'learning-disability'];

type Problems = Pick<RelationalHistory, 'conditions'> & Partial<Pick<RelationalHistory, 'observations'>>;

/** Dementia or a learning disability, `surely`: not only suspected. */
export function hasImpairment({ conditions, observations = [] }: Problems, surely: boolean): boolean {
  const says = ({ groups }: { readonly groups: readonly string[] }) => groups.some((one) => impairments.includes(one));
  return conditions.some((one) => says(one) && !(surely && one.tentative)) || observations.some(says);
}
