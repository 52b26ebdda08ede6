import { z } from 'zod';
import type { FhirAccess } from '../cds/service.ts';
import { tenantName } from '../cds/tenant.ts';
import { fhirIds } from '../values/fhir-id.ts';
import { type LaunchKind, launchKinds } from './launch-kinds.ts';
import type { SmartClient } from './registrations.ts';
import type { AppContext, TokenAnswer } from './token-answer.ts';
import { appContextSchema } from './token-answer.ts';

/** What a SMART launch has granted, for as long as its token lives; it is held in an encrypted cookie alone. */
export interface SmartSession {
  /**
   * Random name of this launch in the addresses of its pages (`?of=`), so that a page of one person is never answered with
   * another's.
   */
  readonly id: string;
  readonly launch: LaunchKind;
  /** Issuer of the registered client. */
  readonly client: string;
  /**
   * The tenant as `tenantName` makes it: that of the site, else the client's only listed one, or none where it lists none;
   * undefined where it lists several. `open` where callers need no token.
   */
  readonly tenant: string | undefined;
  /** The FHIR server, with the token for it. */
  readonly server: FhirAccess;
  /** Ms since 1970. */
  readonly expires: number;
  /** `fhirUser` as the id_token has it, for example Practitioner/1, or absolute. */
  readonly user: string | undefined;
  readonly patient: string | undefined;
  readonly encounter: string | undefined;
  /** Scopes that were granted. */
  readonly scopes: readonly string[];
  /** What the card's link had with it. It comes by way of the browser and the EHR, so nothing may be trusted to it. */
  readonly appContext: AppContext | undefined;
  /** False where the EHR shows who the patient is (`need_patient_banner` is false). */
  readonly banner: boolean;
}

/** What the cookie holds: what follows from the client's registration is taken from there, as it is then. */
export const heldSession = z.object({
  id: z.uuid(),
  launch: z.enum(launchKinds),
  client: z.string(),
  /** Of the site that was launched. */
  tenant: z.string().optional(),
  base: z.string(),
  token: z.string(),
  expires: z.number(),
  user: z.string().optional(),
  patient: z.string().regex(fhirIds.any).optional(),
  encounter: z.string().regex(fhirIds.any).optional(),
  scopes: z.array(z.string()),
  appContext: appContextSchema.optional(),
  banner: z.boolean(),
});

export type HeldSession = z.output<typeof heldSession>;

/** Most ms that a session lives, whatever the EHR grants. */
export const longestSession = 10 * 60 * 1000;

/** The session of a token answer. */
export function sessionOf(
  answer: TokenAnswer,
  of: Pick<HeldSession, 'id' | 'launch' | 'client' | 'base'> & { readonly now: number },
): HeldSession {
  const { now, ...launch } = of;
  const { token, lifetime, user, patient, encounter, scopes, appContext, banner } = answer;
  return {
    ...launch,
    token,
    expires: now + Math.min(longestSession, lifetime ?? longestSession),
    user,
    ...(launch.launch === 'chart' && { patient, encounter }),
    scopes: [...scopes],
    appContext,
    banner,
  };
}

/** The session as pages use it. */
export function openedSession(
  { base: _, token, client: issuer, ...held }: HeldSession,
  { client, base }: { readonly client: SmartClient; readonly base: FhirAccess['base'] },
  tenant: string | undefined,
): SmartSession {
  const reach = client.allowPrivateAddresses ? 'private' : 'public';
  const { user, patient, encounter, appContext } = held;
  return {
    ...held,
    ...{ user, patient, encounter, appContext },
    client: issuer,
    tenant,
    server: { client: issuer, base, token, reach },
  };
}

/** The tenant of a client's sessions; undefined where it has several, of which a launch names none. */
export function tenantOf({ issuer, tenants }: SmartClient): string | undefined {
  return tenants.length > 1 ? undefined : tenantName(issuer, tenants[0]);
}
