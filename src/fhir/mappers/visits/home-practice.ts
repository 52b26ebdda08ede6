import { months } from '../../../history/calendar.ts';
import { fields, type JsonObject, objects } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { currentPractitioners } from '../../record/current-practitioners.ts';
import { type Home, nameKey, organisationKey } from '../../record/places.ts';
import type { ResolvedContact } from './draft.ts';

/**
 * The home practice: the patient's managing organisation, else the practice listed as theirs, else that of the user's
 * role, else the provider of most contacts in 36 months, by name where only a name is recorded.
 */
export function homeOf(context: Context, contacts: readonly ResolvedContact[]): Home {
  const recorded = recordedHome(context);
  if (recorded !== undefined) return recorded;
  const ofUser = organisationOfUser(context);
  return { key: ofUser ?? mostSeenAt(context, contacts), recorded: ofUser !== undefined };
}

/** The home practice as the Patient itself names it. */
export function recordedHome({
  record,
  time,
  at,
  tally,
}: Pick<Context, 'record' | 'time' | 'at' | 'tally'>): Home | undefined {
  const { patient } = record;
  if (patient === undefined) return undefined;
  const listed = () => currentPractitioners(patient, { time, at, tally });
  const managing = organisationKey(fields(patient.managingOrganization, tally), patient, record);
  const key = managing ?? listed().flatMap((one) => organisationKey(one, patient, record) ?? [])[0];
  return key === undefined ? undefined : { key, recorded: true };
}

function organisationOfUser(context: Context): string | undefined {
  const { people, at, time } = context;
  const user = people.find({ reference: at.userId }, {})?.key;
  const roles = user === undefined ? [] : (people.roles.get(user) ?? []);
  const live = roles.filter(({ resource }) => {
    const period = fields(resource.period);
    const from = time.day(period?.start);
    const to = time.lastDay(period?.end);
    return resource.active !== false && (from === undefined || from <= at.asOf) && (to === undefined || to >= at.asOf);
  });
  const keys = live.flatMap(({ resource, owner }) => keyOf(objects(resource.organization)[0], owner, context));
  return keys.sort()[0];
}

function keyOf(reference: JsonObject | undefined, owner: JsonObject, { record }: Context): string[] {
  const key = organisationKey(reference, owner, record);
  return key === undefined ? [] : [key];
}

/** Whoever saw the person there, known or not: it was a visit to that place. */
function mostSeenAt({ at }: Context, contacts: readonly ResolvedContact[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { contact, provider } of contacts) {
    const { organisation = nameKey(provider?.display), day, excluded } = contact;
    if (organisation === undefined || day === undefined || day > at.asOf || day <= at.asOf - months(36)) continue;
    if (excluded !== undefined && excluded !== 'clinician-not-recorded' && excluded !== 'clinician-unread') continue;
    counts.set(organisation, (counts.get(organisation) ?? 0) + 1);
  }
  const ranked = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return ranked[0]?.[0];
}
