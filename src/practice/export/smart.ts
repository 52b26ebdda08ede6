import { z } from 'zod';
import { withoutTrailingSlash } from '../../values/base-url.ts';
import type { Addresses } from './addresses.ts';
import type { Credentials } from './client-file.ts';
import { exportRefusal } from './refusal.ts';
import { answered, discard, jsonOf, type Send } from './send.ts';

const list = z.array(z.string().max(256)).max(2000);

/** What of a smart-configuration is used (SMART App Launch 2.2, 9.2). */
const configurationSchema = z.object({
  token_endpoint: z.url({ protocol: /^https?$/ }).max(2048),
  capabilities: list.optional(),
  scopes_supported: list.optional(),
  token_endpoint_auth_signing_alg_values_supported: list.optional(),
});

type SmartConfiguration = z.output<typeof configurationSchema>;

/** Where a token is asked for, and for what. */
export interface TokenService {
  readonly endpoint: URL;
  readonly scope: string;
}

/**
 * Finds the token endpoint: the one that the client file names, else that of the server's smart-configuration.
 * @throws ExportRefusal where there is none, or it can't be used
 */
export async function findTokenService(
  base: string,
  credentials: Credentials,
  { addresses, send, signal }: { readonly addresses: Addresses; readonly send: Send; readonly signal: AbortSignal },
): Promise<TokenService> {
  const { tokenEndpoint, scope, key } = credentials;
  const address = addresses.check(`${withoutTrailingSlash(base)}/.well-known/smart-configuration`);
  const response = answered(
    await send(address, { signal, headers: { accept: 'application/json' } }),
    'the FHIR server',
  );
  const isThere = response.status === 200;
  const { data } = configurationSchema.safeParse(isThere ? await jsonOf(response) : await discard(response));
  if (tokenEndpoint === undefined && data === undefined)
    throw exportRefusal(
      'authorisation',
      `the FHIR server has no smart-configuration that can be used (HTTP ${response.status}); tokenEndpoint in the client file may name its token endpoint`,
    );
  const algorithms = data?.token_endpoint_auth_signing_alg_values_supported;
  const algorithm = key.publicKey.alg ?? '';
  if (algorithms !== undefined && !algorithms.includes(algorithm))
    throw exportRefusal(
      'authorisation',
      `the authorisation server accepts no signatures of ${algorithm}, which the key makes`,
    );
  const endpoint = addresses.checkTokenEndpoint(tokenEndpoint ?? data?.token_endpoint ?? '');
  return { endpoint, scope: scope ?? (knowsOnlyFirstScopes(data) ? 'system/*.read' : 'system/*.rs') };
}

/** SMART 1 has scopes of `read` and `write`, SMART 2 of letters (SMART App Launch 2.2, 3.0.2). */
function knowsOnlyFirstScopes(configuration: SmartConfiguration | undefined): boolean {
  const { capabilities = [], scopes_supported: scopes = [] } = configuration ?? {};
  if (capabilities.includes('permission-v2')) return false;
  if (capabilities.includes('permission-v1')) return true;
  const isSecond = (scope: string) => /^(?:system|user|patient)\/[\w*]+\.c?r?u?d?s?(?:\?|$)/.test(scope);
  return scopes.some((scope) => /^system\/[\w*]+\.(?:read|\*)$/.test(scope)) && !scopes.some(isSecond);
}
