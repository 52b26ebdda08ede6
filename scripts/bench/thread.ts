import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { services } from '#hooks/index.ts';
import { readConfig } from '#src/config/config.ts';
import { silentLog } from '#src/observability/log.ts';
import { openThread, shownOnThread, type ThreadRequest } from '#src/thread/open-thread.ts';
import { parseBaseUrl } from '#src/values/base-url.ts';
import { composeService } from '#src/wiring/service.ts';
import { type Bench, judged, type Row } from './bench.ts';
import { quantile } from './load.ts';
import { run } from './process.ts';
import { person } from './record.ts';

const launches = 40;
const pages = 60;

/** The thread of care of a person with 1,000 contacts: from launch to page, and the page itself. */
export async function* measureThread(bench: Bench): AsyncGenerator<Row> {
  const [port, ehrPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const ehr = await run('scripts/bench/ehr.ts', { PORT: ehrPort, CALLBACK: `${url}/thread/callback`, COUNT: '1000' });
  const service = await bench.service({
    PORT: port,
    PUBLIC_URL: url,
    TRUSTED_CLIENTS: clientsFile(bench.folder, ehr.address),
    RATE_LIMIT_PER_SECOND: '0',
    WORKERS: '2',
  });
  const taken: number[] = [];
  let html = '';
  for (let n = 0; n < launches; n += 1) {
    const { ms, page } = await launch(url, ehr.address);
    if (n >= launches / 2) taken.push(ms);
    html = n === 0 ? await page('&years=all') : html;
  }
  const limits = { must: 300, aim: 200 };
  const note = 'FHIR server and authorisation server answer at once, and are part of it';
  yield judged('launch to page, 1,000 contacts, p50', quantile(taken, 0.5), limits, { unit: ' ms', note });
  yield judged('HTML of 1,000 contacts', Buffer.byteLength(html) / 1024, { must: 300, aim: 200 }, { unit: ' KB' });
  await service.stop();
  yield judged(
    'a page of 1,000 contacts, over what its reading and explaining costs (CPU)',
    await renderMs(ehr.address),
    { must: 60, aim: 40 },
    { unit: ' ms' },
  );
  await ehr.stop();
}

interface Launched {
  /** From the EHR's link to the last byte of the page. */
  readonly ms: number;
  /** The same page with more in its query. */
  page(query: string): Promise<string>;
}

/** Follows a launch as a browser does, from the EHR's link to the page. */
async function launch(url: string, iss: string): Promise<Launched> {
  const id = await (await fetch(new URL('/launch', iss), { method: 'POST' })).json();
  const started = performance.now();
  const cookies = new Map<string, string>();
  let next = `${url}/thread/launch?${new URLSearchParams({ iss, launch: String(id) })}`;
  for (;;) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie } });
    const address = next;
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    await answer.text();
    if (location === null) {
      if (answer.status !== 200) throw new Error(`the page answers ${answer.status}`);
      const page = async (query: string) => (await fetch(address + query, { headers: { cookie } })).text();
      return { ms: performance.now() - started, page };
    }
    next = new URL(location, next).href;
  }
}

/** CPU in ms of one page in this process, less that of the same reading and explaining without a page. */
async function renderMs(fhirServer: string): Promise<number> {
  const base = parseBaseUrl(fhirServer);
  if (base === undefined) throw new Error('no FHIR server');
  const config = readConfig({ DEMO: 'on', FHIR_SERVERS: '*', AUDIT_LOG: 'off', WORKERS: '0', LOG_LEVEL: 'silent' });
  const service = await composeService(config, { services, log: silentLog });
  const [patientView] = service.services;
  const server = { client: 'open', base, token: undefined, reach: 'any' } as const;
  const request: ThreadRequest = {
    ...{ page: 'thread', patientId: person.id ?? '', userId: 'Practitioner/baker', encounterId: undefined, server },
    ...{ tenant: 'open', site: undefined, finding: undefined, length: 'all', banner: true, launch: 'of=x' },
  };
  const site = { charts: service.charts, shows: shownOnThread(service.services), leftOut: [], whoToRing: undefined };
  const page = () => openThread(request, site, AbortSignal.timeout(10_000));
  const context = { userId: request.userId, patientId: request.patientId };
  const rest = { prefetch: {}, server, fhirServer, tenant: 'open' };
  const explain = async () => patientView?.explain({ context, ...rest, signal: AbortSignal.timeout(10_000) });
  await cpuOf(page);
  await cpuOf(explain);
  const ms = (await cpuOf(page)) - (await cpuOf(explain));
  await service.close(1000);
  return ms;
}

async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let n = 0; n < pages; n += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / pages;
}

function clientsFile(folder: string, fhirServer: string): string {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const entry = {
    issuer: 'https://ehr.example.org',
    jwks: { keys: [publicKey.export({ format: 'jwk' })] },
    fhirServers: [fhirServer],
    allowHttp: true,
    allowPrivateAddresses: true,
    smart: { clientId: 'secure-base', authentication: 'none', launchOrigins: [new URL(fhirServer).origin] },
  };
  const file = join(folder, 'clients.json');
  writeFileSync(file, JSON.stringify({ clients: [entry] }));
  return file;
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}
