import { LRUCache } from 'lru-cache';
import * as oauth from 'openid-client';
import { exchangeFailure } from './exchange-failure.ts';
import type { FetchForClient } from './fetch.ts';
import type { SmartKey } from './key.ts';
import { SmartRefusal } from './refusal.ts';
import type { Launcher, SmartClient } from './registrations.ts';
import type { SmartConfiguration } from './smart-configuration.ts';

/** Seconds that the clocks of an EHR and of this machine may differ. */
const clockSeconds = 60;
const timeoutSeconds = 5;

/** Asymmetric algorithms of an id_token; smart-configuration seldom names those of its server. */
const signatures = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** The authorisation servers of registered FHIR servers, as openid-client speaks to them. */
export type ServerOf = (launcher: Launcher, described: SmartConfiguration) => oauth.Configuration;

/** Each keeps the public keys that its server signs with, so that they are not asked for at every launch. */
export function authorisationServers(fetchFor: FetchForClient, key: SmartKey | undefined): ServerOf {
  const known = new LRUCache<string, oauth.Configuration>({ max: 100, ttl: 10 * 60 * 1000 });
  return ({ client }, described) => {
    const { issuer, smart, allowHttp, allowPrivateAddresses } = client;
    const name = JSON.stringify([issuer, smart, allowHttp, allowPrivateAddresses, described]);
    const server = known.get(name) ?? serverOf(client, described, fetchFor, key);
    known.set(name, server, { noUpdateTTL: true });
    return server;
  };
}

function serverOf(
  client: SmartClient,
  described: SmartConfiguration,
  fetchFor: FetchForClient,
  key: SmartKey | undefined,
): oauth.Configuration {
  const { capabilities: _, ...endpoints } = described;
  const server = new oauth.Configuration(
    { id_token_signing_alg_values_supported: signatures, ...withoutUndefined(endpoints) },
    client.smart.clientId,
    { [oauth.clockTolerance]: clockSeconds },
    authenticationOf(client, described.token_endpoint, key),
  );
  const ask = fetchFor(client);
  server[oauth.customFetch] = (address, { headers, body, method, signal }) =>
    ask(address, {
      headers,
      method,
      body: (body ?? null) as NonNullable<RequestInit['body']> | null,
      ...(signal && { signal }),
    });
  server.timeout = timeoutSeconds;
  if (client.allowHttp) oauth.allowInsecureRequests(server);
  // The signature of the id_token too, which TLS would vouch for alone (OpenID Connect Core 1.0, 3.1.3.7).
  if (described.jwks_uri !== undefined) oauth.enableNonRepudiationChecks(server);
  return server;
}

function authenticationOf({ smart }: SmartClient, tokenEndpoint: string, key: SmartKey | undefined): oauth.ClientAuth {
  if (smart.authentication === 'none') return oauth.None();
  if (key === undefined) throw new SmartRefusal('internal');
  const { kid, privateKey } = key;
  return oauth.PrivateKeyJwt(
    { key: privateKey, kid },
    {
      // The audience is the token endpoint (SMART App Launch 2.2, 6.1.2); openid-client takes the issuer.
      [oauth.modifyAssertion]: (header, payload) => {
        header.typ = 'JWT';
        payload.aud = tokenEndpoint;
      },
    },
  );
}

/** What a launch has to remember until its browser comes back. */
export interface Checks {
  readonly state: string;
  readonly verifier: string;
  readonly nonce: string;
}

export function newChecks(): Checks {
  return { state: oauth.randomState(), verifier: oauth.randomPKCECodeVerifier(), nonce: oauth.randomNonce() };
}

/** The address at which the EHR asks whether this page may read (SMART App Launch 2.2, 5.1.4). */
export async function authorisationUrl(
  server: oauth.Configuration,
  { state, verifier, nonce }: Checks,
  more: { readonly redirect_uri: string; readonly aud: string; readonly scope: string; readonly launch: string },
): Promise<string> {
  return oauth.buildAuthorizationUrl(server, {
    ...more,
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).href;
}

/**
 * Exchanges the code of the address to which the browser came back. Its state was compared before.
 * @throws SmartRefusal
 */
export async function exchangeCode(
  server: oauth.Configuration,
  address: URL,
  { state, verifier, nonce }: Checks,
): Promise<oauth.TokenEndpointResponse & oauth.TokenEndpointResponseHelpers> {
  const checks = { expectedState: state, pkceCodeVerifier: verifier, expectedNonce: nonce, idTokenExpected: true };
  try {
    return await oauth.authorizationCodeGrant(server, address, checks);
  } catch (error) {
    throw new SmartRefusal(exchangeFailure(error));
  }
}

function withoutUndefined<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
