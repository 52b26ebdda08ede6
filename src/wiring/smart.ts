import { randomBytes } from 'node:crypto';
import type { AppOptions } from '../app.ts';
import type { TrustedClient } from '../cds/trusted-clients.ts';
import type { ChartDependencies } from '../chart/dependencies.ts';
import type { Config } from '../config/config.ts';
import { parseJson, readSiteFile } from '../config/site-file.ts';
import { type SmartKey, smartKeyOf } from '../smart/key.ts';
import { tenantOf } from '../smart/session.ts';
import { createClientFetch } from './clients.ts';

const maxKeyBytes = 64 * 1024;
const timeoutMs = 5000;

/**
 * The key of SMART_KEY, by which EHRs recognise this service; undefined where it is not set.
 * @throws one clear line if the file can't be used
 */
export async function openSmartKey({ smartKey: file }: Pick<Config, 'smartKey'>): Promise<SmartKey | undefined> {
  if (file === undefined) return undefined;
  try {
    return await smartKeyOf(parseJson(readSiteFile(file, maxKeyBytes, () => {})));
  } catch (error) {
    throw new Error(`SMART_KEY: ${file} ${error instanceof Error ? error.message : "can't be read"}`);
  }
}

/** The thread of care for these clients; where callers need no token, they are all of one tenant, `open`. */
export function openSmart(
  { sessionKey, language }: Pick<Config, 'sessionKey' | 'language'>,
  {
    clients,
    isOpen,
    key,
    charts,
  }: {
    readonly clients: () => readonly TrustedClient[];
    readonly isOpen: boolean;
    readonly key: SmartKey | undefined;
    readonly charts: ChartDependencies;
  },
): Omit<NonNullable<AppOptions['smart']>, 'pages'> {
  const fetchOf = createClientFetch();
  return {
    clients,
    tenantOf: isOpen ? () => 'open' : tenantOf,
    sessionKey: sessionKey ?? randomBytes(32),
    key,
    fetchFor: (client) => (address, init) =>
      fetchOf(client, address, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
    words: charts.words,
    language,
    now: Date.now,
  };
}
