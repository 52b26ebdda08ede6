import { z } from 'zod';
import { sensitive } from '../cards/thread-audience.ts';
import { languages } from '../cards/wording/index.ts';
import { parseDay } from '../history/calendar.ts';
import { storeUrlPattern } from '../store/open-store.ts';
import { baseUrl } from '../values/base-url.ts';
import { languageSetting } from './language.ts';
import {
  clinicianList,
  codeList,
  days,
  file,
  isProxy,
  isRepetition,
  isTimeZone,
  list,
  secretKey,
  share,
  trueOrFalse,
  wholeNumber,
} from './setting-types.ts';

/** Every setting: environment variables with description and default. docs/configuration.md is generated from it. */
export const settings = z.object({
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on'),
  PORT: wholeNumber(0, 65535).default(8080).describe('Port to listen on; 0 takes any free one'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Base URL as callers see it; a path prefix is allowed. https, except on loopback. Default: http://HOST:PORT (localhost where HOST is a wildcard)',
    ),
  DEMO: z
    .enum(['on', 'off'])
    .default('off')
    .describe(
      'The demonstration practice, with every detection on; only where HOST and PUBLIC_URL are loopback. `npm start` turns it on, and then DEADLINE_MS is 3000, LOG_LEVEL warn and AUDIT_LOG off, unless they are set',
    ),
  MAX_CARDS: wholeNumber(0, 20).default(1).describe('Maximum cards per response'),
  DETECTIONS_OFF: codeList.describe('Comma list of detections to turn off that are on by default'),
  DETECTIONS_ON: codeList.describe('Comma list of detections to turn on that are off by default'),
  SILENT: trueOrFalse(
    'Silent mode: every call is answered without a card, and what would have been shown is counted in /admin/summary (docs/operate.md)',
  ),
  SILENT_EXCEPT: codeList.describe(
    'Comma list of the detections whose cards are shown in silent mode; only with SILENT=true, and only detections that are on',
  ),
  SITES: z
    .string()
    .min(1)
    .optional()
    .describe(
      'File or folder of JSON files that say what is different at each site, by issuer and tenant (docs/sites.md); read again when they change',
    ),
  METRICS_BY_SITE: trueOrFalse('Counts openings and cards by site, too: two series for each site'),
  SITE_SETTINGS: file.describe('JSON file that changes thresholds and code sets; read again when it changes'),
  PRACTICE_CENTILES: file.describe(
    'JSON file of how often people of each age and sex come to the practice, with which many contacts are compared; read again when it changes',
  ),
  STAFF_DIRECTORY: file.describe(
    'FHIR Bundle or NDJSON file of the site’s Practitioner, PractitionerRole and Organization, at most 64 MiB and 20,000 resources; read again when it changes',
  ),
  OPTED_IN: clinicianList.describe(
    'Comma list of clinicians, each as system|value of a number of theirs, who asked for a card when someone moves away from them',
  ),
  NOT_NAMED: clinicianList.describe(
    'Comma list of clinicians, each as system|value of a number of theirs, whom no card names: they have died, are suspended or under inquiry',
  ),
  REFLECTION_FOR: clinicianList.describe(
    'Comma list of clinicians, each as system|value of a number of theirs, who asked for the invitation to reflect on their own page; it is never a card, and only they see it',
  ),
  REFLECTION_GROUP: z
    .string()
    .regex(/^[^\p{Cc}]{1,80}$/u, 'must be one line of at most 80 characters')
    .optional()
    .describe('The group that this invitation names, for example when and where a Balint group meets'),
  THREAD_LEAVES_OUT: list
    .pipe(z.array(z.enum(sensitive)))
    .default([])
    .describe(
      `Comma list of what the thread of care leaves out for everyone, since a patient may sit beside: ${sensitive.join(', ')}`,
    ),
  WHO_TO_RING: z
    .string()
    .regex(/^[^\p{Cc}]{1,200}$/u, 'must be one line of at most 200 characters')
    .optional()
    .describe(
      'Whom the leaflet of early signs says to ring, and under which number; room to write where it is not set',
    ),
  SITE_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone')
    .default('Europe/London')
    .describe('IANA time zone of the practice: which day a visit was on'),
  LANGUAGE: languageSetting.describe(
    `Language of the cards and pages, one of ${Object.keys(languages).join(', ')}; a list of locales, as many machines set it, gives the first of them`,
  ),
  EVIDENCE: z
    .enum(['on', 'off'])
    .default('on')
    .describe(
      'Whether each card says in an extension what it rests on; off for clients that can’t read objects in extensions',
    ),
  PREFETCH_ELEMENTS: z
    .enum(['on', 'off'])
    .default('off')
    .describe(
      'Whether prefetch templates ask by _elements for what is read alone; on for EHRs of R4 that support it (docs/integrate.md)',
    ),
  DEADLINE_MS: wholeNumber(50, 10_000)
    .default(450)
    .describe(
      'Milliseconds from the last byte of a request to its response, which is then made from what has been read',
    ),
  WORKERS: wholeNumber(0, 64)
    .optional()
    .describe(
      'Threads that read, map, detect and write, so that no call delays another; 0: all in the main thread. What each costs in memory is in docs/operate.md. Default: one for each core, at most 4',
    ),
  AS_OF: z
    .string()
    .refine((text) => parseDay(text) !== undefined, 'must be an ISO date')
    .optional()
    .describe('ISO date that stands for today; only with DEMO=on'),
  TRUSTED_CLIENTS: file.describe(
    'JSON file of the clients that may call, with their keys and FHIR servers; read again when it changes and on SIGHUP',
  ),
  OPEN_ACCESS: trueOrFalse('Lets anyone call where HOST or PUBLIC_URL is not loopback and there is no TRUSTED_CLIENTS'),
  RATE_LIMIT_PER_SECOND: wholeNumber(0, 100_000)
    .optional()
    .describe(
      'Calls a second of one client and tenant, of which feedback is counted apart; 0 for no limit. Default: 50; no limit where HOST and PUBLIC_URL are loopback and there is no TRUSTED_CLIENTS',
    ),
  TRUST_PROXY: list
    .pipe(z.array(z.string().refine(isProxy, 'is neither an IP address nor a network of them')))
    .default([])
    .describe(
      'Comma list of the IP addresses or networks (10.0.0.0/24) of the proxies in front, whose X-Forwarded-For says from where a call comes; limits by address need it there',
    ),
  FHIR_SERVERS: list
    .pipe(z.array(z.union([z.literal('*'), baseUrl])))
    .default([])
    .describe(
      'Comma list of base URLs that may be called, without query, fragment or user info; * for any, only on loopback with DEMO=on',
    ),
  STORE_URL: z
    .string()
    .regex(storeUrlPattern, 'must be file:PATH, memory: or postgres://…')
    .optional()
    .describe(
      'Where to keep what was shown and answered: file:PATH (SQLite), memory: (until the process ends) or postgres://…. Default: file:secure-base.sqlite, and memory: with DEMO=on',
    ),
  PSEUDONYM_KEY: secretKey.describe(
    'Secret with which people are made pseudonyms in the store and the audit: at least 32 bytes as hex or base64, the same for all replicas. Required where HOST or PUBLIC_URL is not loopback; else a new one is made at each start, and what was kept before then fits nobody',
  ),
  PSEUDONYM_KEY_OLD: secretKey.describe(
    'The PSEUDONYM_KEY of before, while it is replaced: what was kept under it stays in force, and nothing more is written under it. Remove it KEEP_DAYS later',
  ),
  SESSION_KEY: secretKey.describe(
    'Secret with which the sessions of the thread of care are encrypted in cookies: at least 32 bytes as hex or base64, the same for all replicas. Without it a new one is made at each start, and sessions end with the process',
  ),
  SMART_KEY: file.describe(
    'JSON file with the private key (a JWK: EC on P-384, or RSA) by which an EHR recognises this service, for clients whose `smart.authentication` is private_key_jwt. The EHR registers the public half, which is served at PUBLIC_URL/thread/jwks.json',
  ),
  KEEP_DAYS: wholeNumber(1, 3650).default(400).describe('Days after which showings and answers are deleted'),
  KEEP_COMMENTS: trueOrFalse('Keeps the comments that clinicians write with their feedback'),
  QUIET_SHOWN_DAYS: days(90, 'a card that was shown is not shown again to this clinician about this person'),
  QUIET_NOT_NOW_DAYS: days(30, 'the same after ‘not now’'),
  QUIET_NOT_RIGHT_DAYS: days(365, 'the same after ‘not right for this person’, for every clinician of the tenant'),
  QUIET_ALREADY_KNOWN_DAYS: days(180, 'the same after ‘already known’'),
  SAME_VISIT_HOURS: wholeNumber(0, 168)
    .default(12)
    .describe('Hours after its first showing in which the same card comes back at every opening until it is answered'),
  CARDS_PER_100_OPENINGS: wholeNumber(0, 100)
    .default(10)
    .describe(
      'Cards for one clinician in 100 openings of charts, over 30 days and from the 50th on; then only the upper half of the order is shown. 0 for no limit',
    ),
  RETIRE_ABOVE: share
    .default(0.15)
    .describe(
      'Share of a detection’s cards: where more than this are surely answered ‘facts are wrong’, ‘not right for this person’ or ‘unkind wording’, it falls silent in that tenant (docs/quieting.md). 0: none does, whatever is answered',
    ),
  ADMIN_USERS: clinicianList.describe(
    'Comma list of people, each as system|value of a number of theirs, who may launch the administrator’s page from their record system (docs/administration.md)',
  ),
  ADMIN_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')
    .min(20, 'must have at least 20 characters')
    .refine((token) => !isRepetition(Buffer.from(token)), 'must be random, not one character or a few over and over')
    .optional()
    .describe(
      'Token that opens /admin, and bearer token for /admin/summary, /admin/erase and /admin/detections/…/wake: random, at least 20 characters; without it there is none of them',
    ),
  AUDIT_LOG: z
    .string()
    .min(1)
    .default('stderr')
    .describe('Where the audit writes one line for each call: stdout, stderr, off, or a file, which SIGHUP reopens'),
  LOG_LEVEL: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('Least severe level that is logged'),
});
