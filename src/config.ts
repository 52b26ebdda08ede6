import { z } from 'zod';
import { type Language, languages } from './cards/wording/index.ts';
import { codes } from './detectors/codes.ts';
import { type Day, parseDay } from './history/calendar.ts';

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);
const codeList = list.pipe(z.array(z.enum(codes, 'has an unknown detection code'))).default([]);
const whole = (min: number, max: number) =>
  z
    .string()
    .refine((text) => /^\d{1,6}$/.test(text) && Number(text) >= min && Number(text) <= max, {
      error: `must be a whole number from ${min} to ${max}`,
    })
    .transform(Number);
const file = z.string().min(1).optional();

/** Every setting: environment variables with description and default. docs/configuration.md is generated from it. */
export const settings = z.object({
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on'),
  PORT: whole(0, 65535).default(8080).describe('Port to listen on; 0 takes any free one'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Base URL as callers see it; a path prefix is allowed. https, except on loopback. Default: http://HOST:PORT (localhost where HOST is a wildcard)',
    ),
  DEMO: z.enum(['on', 'off']).default('off').describe('The demonstration practice; only where HOST is loopback'),
  MAX_CARDS: whole(0, 20).default(1).describe('At most so many cards in one answer'),
  DETECTIONS_OFF: codeList.describe('Comma list of detections to turn off that are on by default'),
  DETECTIONS_ON: codeList.describe('Comma list of detections to turn on that are off by default'),
  SITE_SETTINGS: file.describe('JSON file that changes thresholds and code sets; read again when it changes'),
  STAFF_DIRECTORY: file.describe(
    'FHIR Bundle or NDJSON file of the site’s Practitioner, PractitionerRole and Organization; read again when it changes',
  ),
  SITE_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone')
    .default('Europe/London')
    .describe('IANA time zone of the practice: which day a visit was on'),
  LANGUAGE: z
    .enum(Object.keys(languages) as Language[])
    .default('en-GB')
    .describe('Language of the cards'),
  DEADLINE_MS: whole(50, 10_000)
    .default(450)
    .describe('Milliseconds from the last byte of a request to its answer; by then it is answered with what was read'),
  AS_OF: z
    .string()
    .refine((text) => parseDay(text) !== undefined, 'must be an ISO date')
    .optional()
    .describe('ISO date that stands for today; only with DEMO=on'),
  TRUSTED_CLIENTS: file.describe(
    'JSON file of the clients that may call, with their keys and FHIR servers; read again when it changes and on SIGHUP',
  ),
  OPEN_ACCESS: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Lets anyone call where HOST is not loopback and there is no TRUSTED_CLIENTS'),
  RATE_LIMIT_PER_SECOND: whole(0, 100_000)
    .optional()
    .describe(
      'Calls a second of one client; 0 for no limit. Default: 50, and no limit on loopback without TRUSTED_CLIENTS',
    ),
  FHIR_SERVERS: list
    .pipe(
      z.array(
        z
          .string()
          .refine(
            (text) => text === '*' || isBase(text),
            'is not an absolute http(s) URL without query, fragment or user info',
          ),
      ),
    )
    .default([])
    .describe(
      'Comma list of base URLs that may be called, without query, fragment or user info; * for any, only on loopback with DEMO=on',
    ),
  LOG_LEVEL: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('Least severe level that is logged'),
});

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
    logLevel: values.LOG_LEVEL,
  });
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

function isBase(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && !url.username && !url.password && !/[?#]/.test(text);
}

function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

function authority(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function isTimeZone(zone: string): boolean {
  try {
    return /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}
