import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type ClientMetadata,
  type Configuration,
  errors,
  type JWK,
  type KoaContextWithOIDC,
  Provider,
} from 'oidc-provider';
import { createLaunches, type Launches } from './launches.ts';
import { memoryAdapter } from './memory-adapter.ts';

/** What an EHR's authorisation server is made with. */
export interface IssuerOptions {
  /** Its own address, without a trailing slash. */
  readonly issuer: string;
  /** The FHIR base for which it gives tokens. */
  readonly fhirBase: string;
  readonly clients: readonly ClientMetadata[];
  /** Every scope that it knows. */
  readonly scopes: readonly string[];
  /** Of these those that it grants; all by default. */
  readonly grants?: (scope: string) => boolean;
  /** Seconds that a token lives. */
  readonly tokenSeconds?: number;
}

/** An EHR's authorisation server. */
export interface Issuer extends Pick<Launches, 'create'> {
  /** Answers a request whose address begins with `below`: the path of the issuer, by default. */
  handle(request: IncomingMessage, response: ServerResponse, below?: string): void;
  /** What is served at `/.well-known/smart-configuration` of the FHIR base. */
  readonly smartConfiguration: object;
  /** Whether this is a token of its own that still lives. */
  accepts(token: string): Promise<boolean>;
}

/**
 * The authorisation server of an EHR that launches apps (SMART App Launch 2.2), in memory: it knows each user from the
 * launch, and asks nobody. A launch is an account of its own, so that two at once, in one browser, are two.
 */
export function createIssuer(options: IssuerOptions): Issuer {
  const { issuer, fhirBase } = options;
  const launches = createLaunches();
  const provider = new Provider(issuer, configurationOf(options, launches));
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    await next();
    const launch = ctx.oidc?.route === 'token' && ctx.status === 200 ? ctx.oidc.entities.Account : undefined;
    if (launch) ctx.body = { ...(ctx.body as object), ...contextOf(launches, launch.accountId) };
  });
  const answer = provider.callback();
  return {
    create: launches.create,
    handle: (request, response, below = new URL(issuer).pathname) => {
      // As Express does for what is mounted below a path, from which oidc-provider knows its own addresses.
      Object.assign(request, { originalUrl: request.url, url: request.url?.slice(below.length) });
      void answer(request, response);
    },
    smartConfiguration: {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      grant_types_supported: ['authorization_code'],
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
      scopes_supported: options.scopes,
      capabilities: [
        ...['launch-ehr', 'client-public', 'client-confidential-asymmetric', 'sso-openid-connect'],
        ...['context-ehr-patient', 'context-ehr-encounter', 'context-banner', 'permission-v2'],
        ...['permission-patient', 'permission-user'],
      ],
      associated_endpoints: [{ url: fhirBase, capabilities: ['launch-ehr'] }],
    },
    accepts: async (token) => (await provider.AccessToken.find(token)) !== undefined,
  };
}

function configurationOf(options: IssuerOptions, launches: Launches): Configuration {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const tokenSeconds = options.tokenSeconds ?? 600;
  return {
    adapter: memoryAdapter(options.clients),
    clientDefaults: { id_token_signed_response_alg: 'ES384' },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    jwks: { keys: [{ ...(privateKey.export({ format: 'jwk' }) as JWK), use: 'sig', alg: 'ES384' }] },
    enabledJWA: { idTokenSigningAlgValues: ['ES384'], clientAuthSigningAlgValues: ['ES384', 'RS384'] },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: { enabled: false },
    },
    scopes: [...options.scopes],
    claims: { openid: ['sub'], fhirUser: ['fhirUser'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    interactions: { policy: [] },
    expiresWithSession: async () => false,
    ttl: { AccessToken: tokenSeconds, AuthorizationCode: 60, IdToken: 600, Grant: 600, Session: 600 },
    extraParams: { launch: loginOf(launches), aud: audienceOf(options.fhirBase) },
    findAccount: async (_ctx, id) => accountOf(launches, id),
    loadExistingGrant: (ctx) => grantOf(ctx, options.grants ?? (() => true)),
    renderError: async (ctx, { error }) => {
      ctx.type = 'text';
      ctx.body = `The record system could not sign you in (${error}).`;
    },
  };
}

/** Logs in the user of a launch. */
function loginOf(launches: Launches) {
  return async (ctx: KoaContextWithOIDC, id: string | undefined): Promise<void> => {
    if (id === undefined || launches.find(id) === undefined)
      throw new errors.InvalidRequest('launch is unknown or too old');
    ctx.oidc.session?.loginAccount({ accountId: id, transient: true });
  };
}

/** A token is for this FHIR server alone (SMART App Launch 2.2, 5.1.4). */
function audienceOf(fhirBase: string) {
  return async (_ctx: KoaContextWithOIDC, aud: string | undefined): Promise<void> => {
    if (aud !== fhirBase) throw new errors.InvalidRequest('aud is not the FHIR server');
  };
}

function accountOf(launches: Launches, id: string) {
  const launch = launches.find(id);
  return launch && { accountId: id, claims: async () => ({ sub: id, fhirUser: launch.user }) };
}

async function grantOf(ctx: KoaContextWithOIDC, isGranted: (scope: string) => boolean) {
  const { client, session, provider, params } = ctx.oidc;
  const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: client?.clientId ?? '' });
  grant.addOIDCScope(String(params?.scope).split(' ').filter(isGranted).join(' '));
  await grant.save();
  return grant;
}

/** What is open in the EHR, as a token answer says it (SMART App Launch 2.2, 7.1). */
function contextOf(launches: Launches, id: string): object {
  const { patient, encounter, appContext, needPatientBanner } = launches.find(id) ?? {};
  return { patient, encounter, appContext, need_patient_banner: needPatientBanner ?? true };
}
