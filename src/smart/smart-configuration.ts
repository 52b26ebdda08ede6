import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { shapeFault } from '../values/json-shape.ts';
import type { FetchForClient } from './fetch.ts';
import { SmartRefusal } from './refusal.ts';
import type { Launcher } from './registrations.ts';

const list = z.array(z.string().max(256)).max(256);
const endpoint = z.url({ protocol: /^https?$/ }).max(2048);

/** What of an EHR's smart-configuration is used (SMART App Launch 2.2, 9.2). */
const configurationSchema = z.object({
  issuer: z.string().min(1).max(2048),
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  jwks_uri: endpoint.optional(),
  capabilities: list,
  code_challenge_methods_supported: list.optional(),
  id_token_signing_alg_values_supported: list.optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});

export type SmartConfiguration = z.output<typeof configurationSchema>;

/** The same for everybody who opens a chart, and seldom changed. */
const cached = { max: 100, ttl: 10 * 60 * 1000 };

/**
 * Reads the smart-configuration of registered FHIR servers, each at most once in ten minutes.
 * The returned function throws a {@link SmartRefusal}: `ehr-unreachable`, or `ehr-unsuitable` if it can't be used safely.
 */
export function readSmartConfigurations(fetchFor: FetchForClient): (launcher: Launcher) => Promise<SmartConfiguration> {
  const known = new LRUCache<string, Promise<SmartConfiguration>>(cached);
  return (launcher) => {
    const { base, client } = launcher;
    const key = JSON.stringify([base, client.issuer, client.allowHttp, client.allowPrivateAddresses]);
    const found = known.get(key);
    if (found) return found;
    // While it is being read all wait for the same answer: anybody can ask for a launch, and a server that is down is
    // asked once at a time.
    const asked = read(launcher, fetchFor);
    known.set(key, asked);
    asked.catch(() => known.delete(key));
    return asked;
  };
}

async function read({ client, base }: Launcher, fetchFor: FetchForClient): Promise<SmartConfiguration> {
  const json = await fetchJson(fetchFor(client), `${base}/.well-known/smart-configuration`);
  const { data } = configurationSchema.safeParse(json);
  if (shapeFault(json) !== undefined || data === undefined) throw new SmartRefusal('ehr-unsuitable');
  const { authorization_endpoint, token_endpoint, jwks_uri, code_challenge_methods_supported: challenges } = data;
  const addresses = [authorization_endpoint, token_endpoint, ...(jwks_uri === undefined ? [] : [jwks_uri])];
  const isSafe = addresses.every((address) => isSafeEndpoint(address, client.allowHttp));
  // Who supports no S256 can't protect the code (RFC 9700, 2.1.1); servers of SMART 1 do not list it, and may support it.
  if (!isSafe || challenges?.includes('S256') === false) throw new SmartRefusal('ehr-unsuitable');
  return data;
}

async function fetchJson(ask: ReturnType<FetchForClient>, address: string): Promise<unknown> {
  let answer: Response;
  try {
    answer = await ask(address, { headers: { accept: 'application/json' } });
  } catch {
    throw new SmartRefusal('ehr-unreachable');
  }
  if (!answer.ok) {
    await answer.body?.cancel().catch(() => {});
    throw new SmartRefusal(answer.status >= 500 ? 'ehr-unreachable' : 'ehr-unsuitable');
  }
  return answer.json().catch(() => {
    throw new SmartRefusal('ehr-unsuitable');
  });
}

/** RFC 6749, 3.1 and 3.2: TLS, and no fragment. User info would be sent along. */
function isSafeEndpoint(address: string, allowHttp: boolean): boolean {
  const { protocol, username, password, hash } = new URL(address);
  return (protocol === 'https:' || allowHttp) && username === '' && password === '' && hash === '';
}
