import type { FhirServer, Gateway } from '../client/client.ts';
import { fields, type JsonObject, objects, text } from '../json.ts';

/** Who was launched: a patient's chart, or else a user. */
export interface Launched {
  readonly patient: string | undefined;
  /** `fhirUser`, for example Practitioner/1. */
  readonly user: string | undefined;
}

/** The names of one organisation: `Organization/id`, and its numbers as `system|value`. */
export type OrganisationNames = readonly string[];

/** How long a server may take to say so. */
const timeoutMs = 5000;

/** The patient's managing organisation, or, where there is no patient, those of the user's roles; none that can't be read. */
export async function readOrganisations(
  gateway: Gateway,
  server: FhirServer,
  { patient, user }: Launched,
): Promise<readonly OrganisationNames[]> {
  const client = gateway.open(server, AbortSignal.timeout(timeoutMs));
  const numbersOfId = async (id: string) => {
    const { resources } = await client.read('Organization', id, 'identifier');
    return resources.flatMap((one) => numbersOf((one as { identifier?: unknown }).identifier));
  };
  const organisationsOfUser = async () => {
    const [, id] = /(?:^|\/)Practitioner\/([A-Za-z0-9\-.]{1,64})$/.exec(user ?? '') ?? [];
    if (id === undefined) return [];
    const { resources } = await client.search('PractitionerRole', { practitioner: `Practitioner/${id}` });
    const roles = resources.filter((one) => one.resourceType === 'PractitionerRole' && one.active !== false);
    return roles.flatMap((one) => objects((one as { organization?: unknown }).organization));
  };
  const organisationOf = async (id: string) => {
    const { resources } = await client.read('Patient', id, 'managingOrganization');
    return resources.flatMap((one) => objects((one as { managingOrganization?: unknown }).managingOrganization));
  };
  try {
    const references = patient === undefined ? await organisationsOfUser() : await organisationOf(patient);
    return await Promise.all(
      references.map(async (one) => {
        const id = idOf(one);
        const own = id === undefined ? [] : [`Organization/${id}`, ...(await numbersOfId(id))];
        return [...own, ...numbersOf(one.identifier)];
      }),
    );
  } finally {
    client.close();
  }
}

function numbersOf(identifiers: unknown): readonly string[] {
  return objects(identifiers).flatMap((one) => {
    const { system, value } = fields(one) ?? {};
    return text(system) === undefined || text(value) === undefined ? [] : [`${text(system)}|${text(value)}`];
  });
}

function idOf({ reference }: JsonObject): string | undefined {
  return /(?:^|\/)Organization\/([A-Za-z0-9\-.]{1,64})$/.exec(text(reference) ?? '')?.[1];
}
