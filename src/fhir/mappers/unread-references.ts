import { type Day, months } from '../../history/calendar.ts';
import { fields, type JsonObject, objects } from '../json.ts';
import type { Context } from '../record/context.ts';
import { organisationKey } from '../record/places.ts';
import { toTeam } from './clinicians/team.ts';
import { namedClinician } from './person/person.ts';
import { toRegistration } from './person/registration.ts';
import { signatureAuthors } from './signatures/signature.ts';
import type { ResolvedContact } from './visits/draft.ts';
import { mostSeen } from './visits/most-seen.ts';
import { type Consulting, seemsMovedFrom } from './visits/moved-from.ts';
import { silence } from './visits/silence.ts';
import type { MappedVisits } from './visits/visits.ts';

/** References that the record names and that were not read, as `Type/id`, for the second round. */
export interface UnreadReferences {
  readonly practitioners: readonly string[];
  readonly practitionerRoles: readonly string[];
  /** `system|value` of conditional references and logical ones. */
  readonly conditionalIdentifiers: readonly string[];
  /** The same of roles. */
  readonly roleIdentifiers: readonly string[];
  readonly organizations: readonly string[];
  readonly locations: readonly string[];
  /** Home practice, `Organization/id` or `Organization?identifier=system|value`. */
  readonly home: string | undefined;
  /** References of up to three most-seen persons of 36 months, read or not, most seen first. */
  readonly mostSeen: readonly (readonly string[])[];
  /** The person has not been seen for long; undefined where they have. */
  readonly silence: Silence | undefined;
  /** From whom the person seems to have moved away, and the weeks in which they may have been here all the same. */
  readonly movedFrom: readonly Consulting[];
}

/** A time without any contact, and whose encounters show whether the practice was at work in it. */
export interface Silence {
  /** Day of the last contact, of any kind and anywhere. */
  readonly since: Day;
  readonly asOf: Day;
  /** Where the last contact here took place, as it is recorded there. */
  readonly provider: string | undefined;
  /** References of those seen most. */
  readonly clinicians: readonly string[];
}

/** No question of who has seen whom looks back further. */
const window = months(60);
const conditional = 'Practitioner?identifier=';
const ofRole = 'PractitionerRole?identifier=';

/** What a first round found that a second round should read. */
export function unreadReferences(context: Context, visits: MappedVisits): UnreadReferences {
  const { at } = context;
  const recent = visits.resolved.filter(({ contact: { day } }) => day === undefined || day >= at.asOf - window);
  const references = clinicianReferences(context, visits, recent);
  const seen = mostSeen(context, visits.resolved);
  const silent = silence(visits.contacts, at);
  const read = new Set(context.record.shared('Practitioner').map((one) => `Practitioner/${one.id}`));
  return {
    practitioners: references.filter((one) => one.startsWith('Practitioner/') && !read.has(one)),
    practitionerRoles: [...context.people.unreadRoles].filter((one) => one.startsWith('PractitionerRole/')).sort(),
    conditionalIdentifiers: references.flatMap((one) =>
      one.startsWith(conditional) ? one.slice(conditional.length) : [],
    ),
    roleIdentifiers: [...context.people.unreadRoles]
      .filter((one) => one.startsWith(ofRole))
      .map((one) => one.slice(ofRole.length)),
    organizations: organisations(context, visits, recent),
    locations: locations(context, recent),
    home: visits.places.home,
    mostSeen: seen,
    movedFrom: seemsMovedFrom(context, visits.resolved),
    silence: silent && { ...silent, asOf: at.asOf, clinicians: seen.flat() },
  };
}

/** References of everyone whom the window's contacts, or the rest of the record, name. */
function clinicianReferences(context: Context, visits: MappedVisits, recent: readonly ResolvedContact[]): string[] {
  const registration = toRegistration(context, visits.places);
  const teams = context.own.teams.flatMap((one) => toTeam(one, context) ?? []);
  const bookings = visits.bookings.filter(({ day }) => day === undefined || day >= context.at.asOf - window);
  const keys = new Set([
    ...recent.map(({ contact }) => contact.clinician),
    ...bookings.flatMap(({ clinicians }) => clinicians),
    ...visits.proposed.flatMap(({ clinicians }) => clinicians),
    ...teams.flatMap(({ members }) => members),
    namedClinician(context),
    registration.careManager,
    ...signatureAuthors(context),
  ]);
  const references = [...keys].flatMap((key) => [...(context.people.found.get(key ?? '')?.references ?? [])]);
  return [...new Set(references)].sort();
}

function organisations(context: Context, { places }: MappedVisits, recent: readonly ResolvedContact[]): string[] {
  const { record, own } = context;
  const owners = [...record.shared('Organization'), ...own.episodes];
  const around = owners.map((one) => organisationKey(fields(one.partOf ?? one.managingOrganization), one, record));
  return unread(
    [places.home, ...around, ...recent.map(({ contact }) => contact.organisation)],
    'Organization',
    context,
  );
}

function locations(context: Context, recent: readonly ResolvedContact[]): string[] {
  const lastYear = recent.filter(({ contact }) => (contact.day ?? 0) >= context.at.asOf - months(12));
  const places = lastYear.flatMap(({ encounter }) =>
    objects(encounter.location).map((stay) => keyOf(fields(stay.location), encounter, context)),
  );
  return unread(places, 'Location', context);
}

function keyOf(reference: JsonObject | undefined, owner: JsonObject, { record }: Context): string | undefined {
  return reference && record.follow(reference, owner)?.key;
}

function unread(keys: readonly (string | undefined)[], type: string, { record }: Context): string[] {
  const read = new Set(record.shared(type).map((one) => `${type}/${one.id}`));
  const wanted = new Set(keys.filter((key) => key !== undefined));
  return [...wanted].filter((key) => key.startsWith(`${type}/`) && !read.has(key)).sort();
}
