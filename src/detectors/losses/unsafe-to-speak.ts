import { silencingGroups } from '../../history/contact.ts';
import type { RelationalHistory } from '../../history/history.ts';

type Guarded = Pick<RelationalHistory, 'safeguarding' | 'domesticAbuse' | 'contacts'>;

/** A concern for somebody's safety, now or ever: whoever has died may have been the one who was feared. */
export function isUnsafeToSpeak({ safeguarding, domesticAbuse, contacts }: Guarded): boolean {
  if (safeguarding.length > 0 || domesticAbuse.length > 0) return true;
  return contacts.some((one) => silencingGroups(one).includes('domestic-abuse'));
}

const impairments = ['dementia', 'learning-disability'];

type Problems = Pick<RelationalHistory, 'conditions'> & Partial<Pick<RelationalHistory, 'observations'>>;

/** Dementia or a learning disability, `surely`: not only suspected. */
export function hasImpairment({ conditions, observations = [] }: Problems, surely: boolean): boolean {
  const says = ({ groups }: { readonly groups: readonly string[] }) => groups.some((one) => impairments.includes(one));
  return conditions.some((one) => says(one) && !(surely && one.tentative)) || observations.some(says);
}
