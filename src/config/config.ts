import { availableParallelism } from 'node:os';
import type { z } from 'zod';
import type { QuietTimes } from '../cards/quieting.ts';
import { type Day, parseDay } from '../history/calendar.ts';
import { type BaseUrl, withoutTrailingSlash } from '../values/base-url.ts';
import { canonicalHost, isWildcard } from '../values/hosts.ts';
import { misspeltSettings } from './misspelt.ts';
import { refuseContradictions, setupOf, silenceRemarks } from './setting-rules.ts';
import { settings } from './settings.ts';
import { judgeStart, type Remark, type Setup } from './start-policy.ts';
import { unsafeVariable } from './unsafe-environment.ts';

type Settings = z.output<typeof settings>;

/** The settings as the program uses them; frozen. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly demo: boolean;
  readonly maxCards: number;
  readonly detectionsOff: Settings['DETECTIONS_OFF'];
  readonly detectionsOn: Settings['DETECTIONS_ON'];
  /** No detection's cards are shown but those of `silentExcept`. */
  readonly silent: boolean;
  readonly silentExcept: Settings['SILENT_EXCEPT'];
  readonly siteSettings: string | undefined;
  readonly practiceCentiles: string | undefined;
  readonly staffDirectory: string | undefined;
  readonly optedIn: Settings['OPTED_IN'];
  readonly notNamed: Settings['NOT_NAMED'];
  readonly reflectionFor: Settings['REFLECTION_FOR'];
  readonly reflectionGroup: string | undefined;
  /** What the thread of care leaves out for everyone. */
  readonly threadLeavesOut: Settings['THREAD_LEAVES_OUT'];
  readonly whoToRing: string | undefined;
  readonly timeZone: string;
  readonly language: Settings['LANGUAGE'];
  /** Whether cards name, in an extension, the resources that they count. */
  readonly evidence: boolean;
  /** Whether prefetch templates ask for the elements that are read alone. */
  readonly prefetchElements: boolean;
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
  /** How long a showing or an answer keeps a card quiet, in ms. */
  readonly quiet: QuietTimes;
  /** 0 for no limit. */
  readonly cardsPer100: number;
  /** From 0 to 1; 0 if answers retire no detection. */
  readonly retireAbove: number;
  readonly adminToken: string | undefined;
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
    warnings: [...warned, ...silenceRemarks(values), ...misspeltSettings(env)],
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
    maxCards: values.MAX_CARDS,
    detectionsOff: Object.freeze(values.DETECTIONS_OFF) as Settings['DETECTIONS_OFF'],
    detectionsOn: Object.freeze(values.DETECTIONS_ON) as Settings['DETECTIONS_ON'],
    silent: values.SILENT === 'true',
    silentExcept: Object.freeze(values.SILENT_EXCEPT) as Settings['SILENT_EXCEPT'],
    siteSettings: values.SITE_SETTINGS,
    practiceCentiles: values.PRACTICE_CENTILES,
    staffDirectory: values.STAFF_DIRECTORY,
    optedIn: Object.freeze(values.OPTED_IN) as Settings['OPTED_IN'],
    notNamed: Object.freeze(values.NOT_NAMED) as Settings['NOT_NAMED'],
    reflectionFor: Object.freeze(values.REFLECTION_FOR) as Settings['REFLECTION_FOR'],
    reflectionGroup: values.REFLECTION_GROUP,
    threadLeavesOut: Object.freeze(values.THREAD_LEAVES_OUT) as Settings['THREAD_LEAVES_OUT'],
    whoToRing: values.WHO_TO_RING,
    timeZone: values.SITE_TIME_ZONE,
    language: values.LANGUAGE,
    evidence: values.EVIDENCE === 'on',
    prefetchElements: values.PREFETCH_ELEMENTS === 'on',
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
    quiet: quietTimes(values),
    cardsPer100: values.CARDS_PER_100_OPENINGS,
    retireAbove: values.RETIRE_ABOVE,
    adminToken: values.ADMIN_TOKEN,
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

const hour = 60 * 60 * 1000;

function quietTimes(values: Settings): QuietTimes {
  return {
    sameVisit: values.SAME_VISIT_HOURS * hour,
    shown: values.QUIET_SHOWN_DAYS * 24 * hour,
    notNow: values.QUIET_NOT_NOW_DAYS * 24 * hour,
    notRight: values.QUIET_NOT_RIGHT_DAYS * 24 * hour,
    alreadyKnown: values.QUIET_ALREADY_KNOWN_DAYS * 24 * hour,
  };
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
