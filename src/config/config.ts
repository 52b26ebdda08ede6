import { availableParallelism } from 'node:os';
import type { z } from 'zod';
import { type Day, parseDay } from '../history/calendar.ts';
import { type BaseUrl, withoutTrailingSlash } from '../values/base-url.ts';
import { canonicalHost, isWildcard } from '../values/hosts.ts';
import { misspeltSettings } from './misspelt.ts';
import { languageRemarks, refuseContradictions, setupOf, silenceRemarks } from './setting-rules.ts';
import { settings } from './settings.ts';
import { type SiteConfig, type SiteValues, siteConfigOf, siteValuesOf } from './site-values.ts';
import { judgeStart, type Remark, type Setup } from './start-policy.ts';
import { unsafeVariable } from './unsafe-environment.ts';

type Settings = z.output<typeof settings>;

/** The settings as the program uses them; frozen. */
export interface Config extends SiteConfig {
  readonly host: string;
  readonly port: number;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly demo: boolean;
  readonly siteSettings: string | undefined;
  /** File or folder of what is different at each site. */
  readonly sites: string | undefined;
  /** What a site has that says nothing else. */
  readonly siteValues: SiteValues;
  readonly deadlineMs: number;
  /** Threads that answer calls; 0 if the main thread does. */
  readonly workers: number;
  /** Stands for today, if set. */
  readonly asOf: Day | undefined;
  /** `*` stands for any. */
  readonly fhirServers: readonly (BaseUrl | '*')[];
  readonly trustedClients: string | undefined;
  readonly reachableBy: Setup['reachableBy'];
  /** Callers need no token although the service is reachable from other machines. */
  readonly openAccess: boolean;
  /** 0 for no limit. */
  readonly ratePerSecond: number;
  /** Addresses and networks of proxies; empty if X-Forwarded-For is ignored. */
  readonly trustProxy: readonly string[];
  readonly storeUrl: string;
  /** Undefined on loopback alone: one is then made at the start. */
  readonly pseudonymKey: Buffer | undefined;
  /** The key before a rotation; pseudonyms under it are still recognised. */
  readonly formerPseudonymKey: Buffer | undefined;
  /** Undefined where a new one is made at each start. */
  readonly sessionKey: Buffer | undefined;
  /** File of the private key for `private_key_jwt`. */
  readonly smartKey: string | undefined;
  readonly keepDays: number;
  readonly keepComments: boolean;
  /** From 0 to 1; 0 if answers retire no detection. */
  readonly retireAbove: number;
  readonly adminToken: string | undefined;
  /** Numbers of those who may launch the administrator's page. */
  readonly adminUsers: Settings['ADMIN_USERS'];
  readonly auditLog: string;
  readonly logLevel: Settings['LOG_LEVEL'];
  /** Warnings about the settings, printed at every start. */
  readonly warnings: readonly Remark[];
}

/** Reads the settings from the environment; throws an Error whose message is one line that names the variable. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const values = parseSettings(env);
  const unsafe = unsafeVariable(env);
  if (unsafe !== undefined) throw new Error(unsafe);
  const host = canonicalHost(values.HOST);
  if (host === undefined) throw new Error('HOST: must be a host name or an IP address');
  const publicUrl = publicUrlOf(host, values);
  refuseContradictions(values, publicUrl);
  const setup = setupOf(host, publicUrl, values);
  const { refused, warned } = judgeStart(setup);
  if (refused !== undefined) throw new Error(refused.line);
  return Object.freeze({
    // In the spelling that was checked, so that no resolver reads it differently.
    host: host.replace(/^\[|\]$/g, ''),
    port: values.PORT,
    publicUrl,
    reachableBy: setup.reachableBy,
    ratePerSecond:
      values.RATE_LIMIT_PER_SECOND ?? (setup.reachableBy === 'this machine' && !setup.TRUSTED_CLIENTS ? 0 : 50),
    warnings: [
      ...warned,
      ...languageRemarks(env.LANGUAGE, values),
      ...silenceRemarks(values),
      ...misspeltSettings(env),
    ],
    ...asGiven(values),
  });
}

/** At most, where the site does not say: each takes memory. */
const defaultWorkers = 4;

/** Settings that do not depend on others. */
function asGiven(
  values: Settings,
): Omit<Config, 'host' | 'port' | 'publicUrl' | 'reachableBy' | 'ratePerSecond' | 'warnings'> {
  return {
    demo: values.DEMO === 'on',
    ...siteConfigOf(values),
    siteValues: Object.freeze(siteValuesOf(values)),
    sites: values.SITES,
    siteSettings: values.SITE_SETTINGS,
    deadlineMs: values.DEADLINE_MS,
    workers: values.WORKERS ?? Math.min(availableParallelism(), defaultWorkers),
    asOf: values.AS_OF === undefined ? undefined : parseDay(values.AS_OF),
    fhirServers: Object.freeze(values.FHIR_SERVERS),
    trustedClients: values.TRUSTED_CLIENTS,
    openAccess: values.OPEN_ACCESS === 'true',
    trustProxy: Object.freeze(values.TRUST_PROXY),
    storeUrl: values.STORE_URL ?? (values.DEMO === 'on' ? 'memory:' : 'file:secure-base.sqlite'),
    pseudonymKey: values.PSEUDONYM_KEY,
    formerPseudonymKey: values.PSEUDONYM_KEY_OLD,
    sessionKey: values.SESSION_KEY,
    smartKey: values.SMART_KEY,
    keepDays: values.KEEP_DAYS,
    keepComments: values.KEEP_COMMENTS === 'true',
    retireAbove: values.RETIRE_ABOVE,
    adminToken: values.ADMIN_TOKEN,
    adminUsers: Object.freeze(values.ADMIN_USERS) as Settings['ADMIN_USERS'],
    auditLog: values.AUDIT_LOG,
    logLevel: values.LOG_LEVEL,
  };
}

function parseSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.keys(settings.shape).flatMap((name) => (env[name] ? [[name, env[name]] as const] : []));
  const parsed = settings.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw new Error(firstLine(parsed.error));
  return parsed.data;
}

/** The URL by which callers reach the service: `PUBLIC_URL`, else where it listens. */
function publicUrlOf(host: string, { PORT, PUBLIC_URL }: Settings): string {
  const authority = isWildcard(host) ? 'localhost' : host;
  return withoutTrailingSlash(PUBLIC_URL ?? `http://${authority}:${PORT}`);
}

function firstLine(error: z.ZodError): string {
  const issue = error.issues[0];
  const [name, item] = issue?.path ?? [];
  if (typeof item === 'number') return `${String(name)}: item ${item + 1} ${issue?.message}`;
  return `${String(name)}: ${issue?.code === 'invalid_value' ? `must be one of ${issue.values.join(', ')}` : issue?.message}`;
}
