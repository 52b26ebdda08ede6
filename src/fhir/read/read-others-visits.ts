import type { FhirClient } from '../client/client.ts';
import type { Sources, UnreadReferences } from '../mappers/index.ts';
import type { FhirVersion } from '../versions/index.ts';
import { readActivity, whyUnread } from './read-activity.ts';
import { readConsultingWeeks } from './read-consulting-weeks.ts';
import { readPracticeWeeks } from './read-practice-weeks.ts';
import type { ReadCall } from './read-sources.ts';

/** What was read of visits of other people, stripped of whom they were with. */
export type OthersVisits = Pick<Sources, 'activity' | 'practiceWeeks' | 'consultingWeeks'>;

export const noVisits: OthersVisits = { activity: new Map() };

/** Reads what the parts asked for need of it: who has been at work of late, and whether the practice was in a silence. */
export async function readOthersVisits(
  { request: { asOf, parts }, budget, unread }: ReadCall,
  client: FhirClient,
  { mostSeen, silence, movedFrom }: UnreadReferences,
  version: FhirVersion,
): Promise<OthersVisits> {
  const [activity, weeks, consultingWeeks] = await Promise.all([
    parts.includes('activity') ? readActivity(client, mostSeen, asOf, version, budget) : undefined,
    parts.includes('practiceWeeks') && silence ? readPracticeWeeks(client, silence, version, budget) : undefined,
    parts.includes('consultingWeeks') ? readConsultingWeeks(client, movedFrom, version, budget) : undefined,
  ]);
  const why = activity && whyUnread(activity);
  if (why !== undefined) unread.set('activity', why);
  if (weeks?.known === false) unread.set('practiceWeeks', weeks.why);
  return {
    activity: activity ?? new Map(),
    practiceWeeks: weeks?.known ? weeks.value : [],
    consultingWeeks: consultingWeeks ?? new Map(),
  };
}
