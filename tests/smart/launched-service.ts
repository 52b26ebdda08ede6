import { mkdtempSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { services } from '#hooks/index.ts';
import type { Card } from '#src/cds/protocol.ts';
import { readConfig } from '#src/config/config.ts';
import { createLog } from '#src/observability/log.ts';
import { composeService } from '#src/wiring/service.ts';
import { openPractice } from '../demo/open-practice.ts';
import { type ClientKey, ecKey, issuer, tokenFor } from '../support/client-tokens.ts';
import { freePort } from '../support/free-port.ts';
import { type Ehr, type EhrOptions, startEhr } from './ehr.ts';

/** The context of a hook's call. */
export interface HookContext {
  readonly userId: string;
  readonly patientId: string;
  readonly [field: string]: unknown;
}

/** The whole service, and an EHR that launches it: with the demonstration's people behind its tokens. */
export interface LaunchedService {
  readonly url: string;
  readonly ehr: Ehr;
  /** Every line logged so far. */
  readonly lines: readonly string[];
  /** The cards of a hook about one of the people, as the EHR calls it; `change` is made to the call. */
  cards(hook: string, context: HookContext, change?: object): Promise<readonly Card[]>;
  /** The address at which the EHR opens a launch. */
  launchUrl(context: Parameters<Ehr['create']>[0], path?: string): string;
  close(): Promise<void>;
}

export const today = '2026-11-24';

/** Starts it on loopback; `launchOrigins` are those of the EHR's pages that frame it. */
export async function startLaunchedService(
  options: {
    readonly env?: Record<string, string>;
    readonly launchOrigins?: readonly string[];
    readonly ehr?: EhrOptions;
    /** Without, the client is not registered for SMART. */
    readonly smart?: false;
    /** The FHIR server behind the EHR's tokens; the demonstration's by default. */
    readonly fhirBase?: string;
  } = {},
): Promise<LaunchedService> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const practice = options.fhirBase === undefined ? await openPractice(today) : undefined;
  const fhirBase = options.fhirBase ?? `${practice?.url}/demo/fhir`;
  const ehr = await startEhr(`${url}/thread/callback`, { fhir: passOn(fhirBase), ...options.ehr });
  const lines: string[] = [];
  const key = ecKey();
  const config = readConfig({
    PORT: port,
    DEMO: 'on',
    AS_OF: today,
    // A busy machine is not what these tests are about.
    DEADLINE_MS: '10000',
    WORKERS: '0',
    AUDIT_LOG: 'off',
    LOG_LEVEL: 'debug',
    TRUSTED_CLIENTS: clientsFile(ehr, key, options.smart ?? { launchOrigins: options.launchOrigins ?? [ehr.origin] }),
    ...options.env,
  });
  const log = createLog({ level: config.logLevel, to: { write: (line) => void lines.push(line) } });
  const service = await composeService(config, { services, log, pressure: { maxEventLoopDelay: 0 } });
  await service.app.listen({ host: '127.0.0.1', port: Number(port) });
  return {
    url,
    ehr,
    lines,
    cards: async (hook, context, change = {}) => {
      const path = `/cds-services/secure-base-${hook}`;
      const token = tokenFor(key, path, { claims: { aud: `${url}${path}` } });
      const body = {
        hook,
        hookInstance: crypto.randomUUID(),
        context,
        fhirServer: ehr.base,
        fhirAuthorization: authorization(ehr, context),
        ...change,
      };
      const answer = await service.app.inject({
        method: 'POST',
        url: path,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        payload: JSON.stringify(body),
      });
      if (answer.statusCode !== 200) throw new Error(`${hook}: ${answer.statusCode} ${answer.body}`);
      return answer.json().cards;
    },
    launchUrl: (context, path = '/thread/launch') => {
      const query = new URLSearchParams({ iss: ehr.base, launch: ehr.create(context) });
      return `${url}${path}?${query}`;
    },
    close: async () => {
      await service.close(2000);
      await ehr.close();
      await practice?.close();
    },
  };
}

function clientsFile(ehr: Ehr, key: ClientKey, smart: false | { readonly launchOrigins: readonly string[] }): string {
  const entry = {
    issuer,
    jwks: { keys: [key.jwk] },
    fhirServers: [ehr.base],
    allowHttp: true,
    allowPrivateAddresses: true,
    ...(smart && { smart: { clientId: 'secure-base', authentication: 'none', ...smart } }),
  };
  const file = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'clients.json');
  writeFileSync(file, JSON.stringify({ clients: [entry] }), { mode: 0o600 });
  return file;
}

/** Answers with what another FHIR server holds, under this one's address. */
export function passOn(from: string) {
  return async (request: IncomingMessage, response: ServerResponse, base: string): Promise<void> => {
    const answer = await fetch(`${from}${request.url?.slice('/fhir'.length)}`, {
      headers: { accept: 'application/fhir+json' },
    });
    const body = (await answer.text()).replaceAll(from, base);
    response.writeHead(answer.status, { 'content-type': 'application/fhir+json' }).end(body);
  };
}

function authorization({ hookToken }: Ehr, { patientId = '' }: { readonly patientId?: string }): object {
  const rest = { token_type: 'Bearer', expires_in: 300, scope: 'patient/*.rs user/*.rs', subject: 'secure-base' };
  return { access_token: hookToken, ...rest, patient: patientId };
}
