import type { Resource } from '@medplum/fhirtypes';
import { fields } from '../json.ts';
import { localTime } from './local-time.ts';

const { instant } = localTime('UTC');

/** Whether one version of a resource was changed before another; false where that is not known. */
export function isEarlier(one: Resource, other: Resource): boolean {
  const [changed, known] = [one, other].map(({ meta }) => instant(fields(meta)?.lastUpdated));
  return changed !== undefined && known !== undefined && changed < known;
}
