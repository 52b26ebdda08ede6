import type { Response } from 'undici';
import { withoutTrailingSlash } from '../../values/base-url.ts';
import { compartmentTypes, typeFilters } from './asked-types.ts';
import { issueCodes, statusLine } from './outcome.ts';
import type { Polling } from './poll.ts';
import { exportRefusal } from './refusal.ts';
import { answered, discard } from './send.ts';

/** What is exported, and of whom. */
export interface Asked {
  readonly base: string;
  readonly level: 'patient' | 'system';
  readonly group: string | undefined;
  readonly since: string | undefined;
  readonly types: readonly string[];
}

/** A job that the server has begun. */
export interface Begun {
  /** Where its status is; absolute, and checked when it is called. */
  readonly statusUrl: string;
  /** Types that the server would not export, and that were not asked for in the end. */
  readonly notAsked: readonly string[];
}

interface Way {
  readonly method: 'POST' | 'GET';
  readonly types: readonly string[];
  /** With parameters that a server may ignore, but that some refuse. */
  readonly isFull: boolean;
}

/** An answer to a kick-off that may be asked for in another way. */
interface Declined {
  readonly status: number;
  readonly codes: readonly string[];
}

/**
 * Begins the job: as POST (Bulk Data Access 4.0 ballot has nothing else), then as GET, which is all that servers of 1.0 and
 * 2.0 have to know. Who calls the request itself wrong (400, 422) is asked in plainer ways: for types of the Patient
 * compartment alone, at last without parameters that are no more than a wish.
 * @throws ExportRefusal
 */
export async function kickOff(asked: Asked, polling: Polling): Promise<Begun> {
  const attempt = (way: Way) => begin(requestOf(asked, way, polling.signal), polling);
  const wanted = asked.types;
  const begun = (location: string, types = wanted): Begun => ({
    statusUrl: location,
    notAsked: wanted.filter((type) => !types.includes(type)),
  });
  const posted = await attempt({ method: 'POST', types: wanted, isFull: true });
  if (typeof posted === 'string') return begun(posted);
  const got = await attempt({ method: 'GET', types: wanted, isFull: true });
  if (typeof got === 'string') return begun(got);
  const [method, declined] = isWrong(got) ? (['GET', got] as const) : (['POST', posted] as const);
  if (!isWrong(declined)) throw notBegun(declined, asked);
  const narrow = asked.level === 'patient' ? wanted.filter((type) => compartmentTypes.includes(type)) : wanted;
  let last: Declined = declined;
  for (const isFull of [true, false]) {
    const location = narrow.length === 0 ? last : await attempt({ method, types: narrow, isFull });
    if (typeof location === 'string') return begun(location, narrow);
    last = location;
  }
  throw notBegun(last, asked);
}

const isWrong = ({ status }: Declined) => status === 400 || status === 422;

function requestOf(asked: Asked, { method, types, isFull }: Way, signal: AbortSignal) {
  const { base, level, group, since } = asked;
  const ofAll = level === 'system' ? '' : 'Patient/';
  const place = group === undefined ? ofAll : `Group/${group}/`;
  const address = `${withoutTrailingSlash(base)}/${place}$export`;
  const parameters: [string, string][] = [
    ['_type', types.join(',')],
    ...(since === undefined ? [] : [['_since', since] as [string, string]]),
    ...(isFull ? typeFilters(types).map((filter): [string, string] => ['_typeFilter', filter]) : []),
    ...(isFull ? [['organizeOutputBy', 'Patient'] as [string, string]] : []),
  ];
  // What a server doesn't know it may leave out: all of it comes then, and what is not read is dropped.
  const headers = { accept: 'application/fhir+json', prefer: 'respond-async, handling=lenient' };
  if (method === 'GET')
    return { address: `${address}?${new URLSearchParams(parameters)}`, signal, headers, withToken: true };
  const parameter = parameters.map(([name, value]) => ({
    name,
    [name === '_since' ? 'valueInstant' : 'valueString']: value,
  }));
  const body = JSON.stringify({ resourceType: 'Parameters', parameter });
  return {
    address,
    method,
    signal,
    body,
    headers: { ...headers, 'content-type': 'application/fhir+json' },
    withToken: true,
  };
}

/** Where the job is, or why there is none that was asked for in this way. */
async function begin(
  { address, ...request }: ReturnType<typeof requestOf>,
  { call, waiting, attempts, log }: Polling,
): Promise<string | Declined> {
  for (let failures = 1; ; failures += 1) {
    const response = answered(await call(address, request), 'the FHIR server');
    if (response.status === 202) return locationOf(response);
    const codes = await issueCodes(response);
    const { status, headers } = response;
    // Too many requests pass; a server may be unavailable for ever.
    if (status === 429 || (status === 503 && failures < attempts)) {
      if (failures === 1) log('the server is busy, and is asked again');
      await waiting.pause(headers.get('retry-after'));
      continue;
    }
    if (status === 401 || status === 403)
      throw exportRefusal('authorisation', `the FHIR server refuses the export: ${statusLine(status, codes)}`);
    if (status >= 400 && status < 500) return { status, codes };
    const reason = status === 501 ? 'unsupported' : 'kick-off';
    throw exportRefusal(reason, `the FHIR server begins no export: ${statusLine(status, codes)}`);
  }
}

async function locationOf(response: Response): Promise<string> {
  await discard(response);
  const location = response.headers.get('content-location');
  if (location !== null && location !== '') return URL.parse(location, response.url)?.href ?? location;
  throw exportRefusal('kick-off', 'the FHIR server accepts the export, but does not say where its job is');
}

function notBegun({ status, codes }: Declined, { group, level }: Asked) {
  const answer = statusLine(status, codes);
  if (status !== 404 && status !== 405)
    return exportRefusal(
      'kick-off',
      `the FHIR server begins no export: ${answer}; types in the client file may ask for fewer`,
    );
  const kinds = { group: 'no such Group, or no export of one', system: 'no export', patient: 'no export of patients' };
  const what = kinds[group === undefined ? level : 'group'];
  return exportRefusal('unsupported', `the FHIR server has ${what}: ${answer}`);
}
