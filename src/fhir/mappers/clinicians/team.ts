import type { ClinicianKey, Team } from '../../../history/history.ts';
import { fields, type JsonObject, objects } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { IdentifiedResource } from '../../record/record.ts';

/** Maps a CareTeam; undefined where it is not an active one. */
export function toTeam(team: IdentifiedResource, context: Context): Team | undefined {
  const { time, tally } = context;
  if (team.status !== undefined && team.status !== 'active') return undefined;
  const members = objects(team.participant, tally).flatMap((one) => memberOf(one, team, context));
  const period = fields(team.period, tally);
  return {
    reference: `CareTeam/${team.id}`,
    members: [...new Set(members.map(({ key }) => key))].sort(),
    lead: members.find(({ leads }) => leads)?.key,
    from: time.lastDay(period?.start),
    to: time.lastDay(period?.end),
  };
}

function memberOf(
  participant: JsonObject,
  team: IdentifiedResource,
  context: Context,
): { key: ClinicianKey; leads: boolean }[] {
  const { time, at, people, codeSets, tally, version } = context;
  const left = time.lastDay(fields(participant[version.team.memberPeriod])?.end);
  const member = fields(participant.member, tally);
  const key = member && people.find(member, team)?.key;
  if (key === undefined || (left !== undefined && left < at.asOf)) return [];
  return [{ key, leads: objects(participant.role).some((role) => codeSets.has('team-lead', role)) }];
}
