import * as oauth from 'openid-client';
import type { SmartRefusal } from './refusal.ts';

const idTokenCodes: readonly string[] = [
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
];

/**
 * Why a code was not exchanged, by the classes and codes of openid-client and by which parts its causes have: its messages
 * and the parts themselves hold what the EHR sent, and are passed on to nobody.
 */
export function exchangeFailure(error: unknown): SmartRefusal['reason'] {
  if (error instanceof oauth.ResponseBodyError || error instanceof oauth.WWWAuthenticateChallengeError)
    return 'exchange-refused';
  // No answer at all, or one that came too late.
  if (!(error instanceof oauth.ClientError) || error.code === 'OAUTH_TIMEOUT') return 'ehr-unreachable';
  if (idTokenCodes.includes(error.code ?? '')) return 'id-token-invalid';
  const { cause } = error;
  if (cause instanceof Response || hasNumber(cause, 'status'))
    return Number((cause as Response).status) >= 500 ? 'ehr-unreachable' : 'exchange-refused';
  return ofAnswer(error.code, cause instanceof Error ? cause.cause : undefined);
}

function ofAnswer(code: string | undefined, about: unknown): SmartRefusal['reason'] {
  const parts = typeof about === 'object' && about !== null ? about : {};
  const body = 'body' in parts && typeof parts.body === 'object' && parts.body !== null ? parts.body : undefined;
  if (body !== undefined && code === 'OAUTH_UNSUPPORTED_OPERATION') return 'token-type';
  if (body !== undefined && 'access_token' in body && 'token_type' in body && !('id_token' in body))
    return 'id-token-missing';
  if ('claims' in parts || 'signature' in parts || 'header' in parts) return 'id-token-invalid';
  // `iss` of the authorisation response is another's (RFC 9207).
  if ('parameters' in parts) return 'authorisation-refused';
  return 'answer-invalid';
}

function hasNumber(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === 'number';
}
