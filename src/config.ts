import type { z } from 'zod';
import type { QuietTimes } from './cards/quieting.ts';
import { type Day, parseDay } from './history/calendar.ts';
import { settings } from './settings.ts';

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
  readonly siteSettings: string | undefined;
  readonly staffDirectory: string | undefined;
  readonly timeZone: string;
  readonly language: Settings['LANGUAGE'];
  readonly deadlineMs: number;
  /** Stands for today, where set. */
  readonly asOf: Day | undefined;
  /** Base URLs without a trailing slash, or `*`. */
  readonly fhirServers: readonly string[];
  readonly trustedClients: string | undefined;
  /** Anyone may call although this is not loopback. */
  readonly openAccess: boolean;
  /** 0 for no limit. */
  readonly ratePerSecond: number;
  readonly storeUrl: string;
  /** Undefined on loopback alone: then one is made at the start. */
  readonly pseudonymKey: Buffer | undefined;
  readonly keepDays: number;
  readonly keepComments: boolean;
  /** How long what was shown or answered keeps a card quiet, in ms. */
  readonly quiet: QuietTimes;
  /** 0 for no limit. */
  readonly cardsPer100: number;
  readonly adminToken: string | undefined;
  readonly auditLog: string;
  readonly logLevel: Settings['LOG_LEVEL'];
}

/** Reads the settings from the environment; throws an Error whose message is one line that names the variable. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.keys(settings.shape).flatMap((name) => (env[name] ? [[name, env[name]] as const] : []));
  const parsed = settings.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw new Error(firstLine(parsed.error));
  const values = parsed.data;
  const publicUrl = withoutSlash(values.PUBLIC_URL ?? `http://${authority(values.HOST)}:${values.PORT}`);
  refuseInsecure(values, publicUrl);
  // The FHIR client's own debugging would write addresses, tokens and answers to stderr.
  if (/fhir-kit-client|\*/.test(env.DEBUG ?? '')) throw new Error('DEBUG: must not name fhir-kit-client or *');
  return Object.freeze({
    host: values.HOST,
    port: values.PORT,
    publicUrl,
    demo: values.DEMO === 'on',
    maxCards: values.MAX_CARDS,
    detectionsOff: Object.freeze(values.DETECTIONS_OFF) as Settings['DETECTIONS_OFF'],
    detectionsOn: Object.freeze(values.DETECTIONS_ON) as Settings['DETECTIONS_ON'],
    siteSettings: values.SITE_SETTINGS,
    staffDirectory: values.STAFF_DIRECTORY,
    timeZone: values.SITE_TIME_ZONE,
    language: values.LANGUAGE,
    deadlineMs: values.DEADLINE_MS,
    asOf: values.AS_OF === undefined ? undefined : parseDay(values.AS_OF),
    fhirServers: Object.freeze(values.FHIR_SERVERS.map(withoutSlash)),
    trustedClients: values.TRUSTED_CLIENTS,
    openAccess: values.OPEN_ACCESS === 'true',
    ratePerSecond:
      values.RATE_LIMIT_PER_SECOND ?? (values.TRUSTED_CLIENTS === undefined && isLoopback(values.HOST) ? 0 : 50),
    storeUrl: values.STORE_URL ?? (values.DEMO === 'on' ? 'memory:' : 'file:secure-base.sqlite'),
    pseudonymKey: values.PSEUDONYM_KEY,
    keepDays: values.KEEP_DAYS,
    keepComments: values.KEEP_COMMENTS === 'true',
    quiet: quietTimes(values),
    cardsPer100: values.CARDS_PER_100_OPENINGS,
    adminToken: values.ADMIN_TOKEN,
    auditLog: values.AUDIT_LOG,
    logLevel: values.LOG_LEVEL,
  });
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

/** One trailing slash off. */
export function withoutSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}

function refuseInsecure(values: Settings, publicUrl: string): void {
  const refuse = (line: string) => {
    throw new Error(line);
  };
  const url = new URL(publicUrl);
  if (url.search || url.hash || url.username) refuse('PUBLIC_URL: must have no query, fragment or user info');
  if (url.protocol !== 'https:' && !isLoopback(url.hostname))
    refuse('PUBLIC_URL: must be https on a host that is not loopback');
  const demo = values.DEMO === 'on';
  if (demo && !isLoopback(values.HOST)) refuse('DEMO: can be on only where HOST is loopback');
  if (values.AS_OF !== undefined && !demo) refuse('AS_OF: can be set only with DEMO=on');
  if (values.FHIR_SERVERS.includes('*') && !demo) refuse('FHIR_SERVERS: * is allowed only on loopback with DEMO=on');
  refuseAnyone(values, refuse);
  if (values.PSEUDONYM_KEY === undefined && !isLoopback(values.HOST))
    refuse('PSEUDONYM_KEY: required where HOST is not loopback');
  const both = values.DETECTIONS_ON.find((code) => values.DETECTIONS_OFF.includes(code));
  if (both) refuse(`DETECTIONS_ON: ${both} is in DETECTIONS_OFF too`);
}

/** Off loopback somebody must say who may call, be it anyone. */
function refuseAnyone(values: Settings, refuse: (line: string) => void): void {
  if (values.TRUSTED_CLIENTS !== undefined) {
    if (values.DEMO === 'on') refuse('TRUSTED_CLIENTS: can’t be set with DEMO=on');
    if (values.FHIR_SERVERS.length > 0)
      refuse('TRUSTED_CLIENTS: has each client’s FHIR servers; FHIR_SERVERS must not be set');
    if (values.OPEN_ACCESS === 'true') refuse('OPEN_ACCESS: can’t be set with TRUSTED_CLIENTS');
  } else if (!isLoopback(values.HOST) && values.OPEN_ACCESS !== 'true')
    refuse('TRUSTED_CLIENTS: required where HOST is not loopback (or OPEN_ACCESS=true)');
}

function firstLine(error: z.ZodError): string {
  const issue = error.issues[0];
  const [name, item] = issue?.path ?? [];
  if (typeof item === 'number') return `${String(name)}: item ${item + 1} ${issue?.message}`;
  return `${String(name)}: ${issue?.code === 'invalid_value' ? `must be one of ${issue.values.join(', ')}` : issue?.message}`;
}

function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

function authority(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
