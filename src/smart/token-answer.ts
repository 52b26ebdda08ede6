import { z } from 'zod';
import { longest } from '../cds/ids.ts';
import { fhirIds } from '../values/fhir-id.ts';
import type { LaunchKind } from './launch-kinds.ts';
import { SmartRefusal } from './refusal.ts';

/** What a card's link gives to the page that it opens; unknown members are ignored. */
export const appContextSchema = z.object({
  finding: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .optional(),
  card: z.uuid().optional(),
});

export type AppContext = z.output<typeof appContextSchema>;

/** What of a token answer is used (SMART App Launch 2.2, 5.1.6), checked. */
export interface TokenAnswer {
  readonly token: string;
  /** Ms; undefined where the EHR does not say. */
  readonly lifetime: number | undefined;
  readonly scopes: readonly string[];
  readonly user: string | undefined;
  readonly patient: string | undefined;
  readonly encounter: string | undefined;
  readonly appContext: AppContext | undefined;
  readonly banner: boolean;
}

const scopesSchema = z.string().max(8192);

/**
 * Checks a token answer, of which openid-client has checked the id_token.
 * @param asked the scopes that were asked for, which an answer without `scope` grants (RFC 6749, 5.1)
 * @throws SmartRefusal
 */
export function readTokenAnswer(
  answer: Readonly<Record<string, unknown>>,
  claims: Readonly<Record<string, unknown>>,
  { launch, asked }: { readonly launch: LaunchKind; readonly asked: readonly string[] },
): TokenAnswer {
  const { access_token: token, token_type: type, expires_in: seconds, scope, appContext, need_patient_banner } = answer;
  // A token bound to a key could not be used, and reaches the FHIR server as Bearer alone.
  if (type !== 'bearer') throw new SmartRefusal('token-type');
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) throw new SmartRefusal('answer-invalid');
  if (token.length > longest.token) throw new SmartRefusal('session-too-large');
  return {
    token,
    lifetime: typeof seconds === 'number' ? seconds * 1000 : undefined,
    scopes: scopesSchema.safeParse(scope).data?.split(' ').filter(Boolean) ?? asked,
    user: userOf(claims.fhirUser),
    ...(launch === 'chart' ? contextOf(answer) : { patient: undefined, encounter: undefined }),
    appContext: appContextOf(appContext),
    banner: need_patient_banner !== false,
  };
}

function contextOf({ patient, encounter }: Readonly<Record<string, unknown>>) {
  if (patient === undefined || patient === null) throw new SmartRefusal('patient-missing');
  if (!isId(patient)) throw new SmartRefusal('patient-invalid');
  if (encounter === undefined || encounter === null) return { patient, encounter: undefined };
  if (!isId(encounter)) throw new SmartRefusal('encounter-invalid');
  return { patient, encounter };
}

/** An id becomes a part of addresses, so nothing else may be in it. */
function isId(value: unknown): value is string {
  return typeof value === 'string' && fhirIds.any.test(value);
}

/** A reference, relative or absolute. */
function userOf(claim: unknown): string | undefined {
  const isReference = typeof claim === 'string' && claim.length <= longest.url && /^[\x21-\x7e]+$/.test(claim);
  return isReference ? claim : undefined;
}

/** The card's context as the EHR gives it back: a text of JSON, as CDS Hooks has it, or already parsed. */
function appContextOf(given: unknown): AppContext | undefined {
  if (typeof given !== 'string') return appContextSchema.safeParse(given).data;
  if (given.length > longest.url) return undefined;
  try {
    return appContextSchema.safeParse(JSON.parse(given)).data;
  } catch {
    return undefined;
  }
}
