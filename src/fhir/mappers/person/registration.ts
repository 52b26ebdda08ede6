import type { Day } from '../../../history/calendar.ts';
import type { Registration } from '../../../history/history.ts';
import { fields, objects, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { Places } from '../../record/places.ts';

/** Statuses of an EpisodeOfCare that has been or is; one that is only planned is no registration yet. */
const held = ['active', 'onhold', 'finished'];

/** Reads the registration at the home practice from the EpisodeOfCare that began last. */
export function toRegistration(context: Context, places: Places): Registration {
  const { time, at, codeSets, people } = context;
  const episodes = context.own.episodes
    .filter((one) => held.includes(text(one.status) ?? ''))
    .filter((one) => places.isHere(fields(one.managingOrganization, context.tally), one))
    .map((one) => ({ one, start: fields(one.period, context.tally)?.start }))
    .filter(({ start }) => (time.firstDay(start) ?? at.asOf) <= at.asOf)
    .map(({ one, start }) => ({ one, since: latestDay(start, context) }))
    .sort((a, b) => (b.since ?? -Infinity) - (a.since ?? -Infinity) || (a.one.id < b.one.id ? -1 : 1));
  const latest = episodes[0];
  const current = episodes.find(({ one }) => one.status === 'active' || one.status === 'onhold')?.one;
  const manager = fields(current?.careManager, context.tally);
  return {
    since: latest?.since,
    temporary: objects(current?.type).some((type) => codeSets.has('registration-temporary', type)),
    careManager: current && manager && people.find(manager, current)?.key,
  };
}

/** Of a month or year its last day so far: who was registered lately is known the less. */
function latestDay(start: unknown, { time, at }: Context): Day | undefined {
  const last = time.lastDay(start);
  return last === undefined ? undefined : Math.min(last, at.asOf);
}
