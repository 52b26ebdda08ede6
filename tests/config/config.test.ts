import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readConfig } from '#src/config/config.ts';
import { createSite } from '#src/config/site-settings.ts';
import { detectors } from '#src/detectors/index.ts';
import { parseDay } from '#src/history/calendar.ts';

const key = '0123456789abcdef'.repeat(4);
const random = createHash('sha256').update('a key').digest();
/** Anyone may call from anywhere. */
const open = { HOST: '0.0.0.0', OPEN_ACCESS: 'true', PSEUDONYM_KEY: key };

describe('settings', () => {
  test('without any the service is on loopback, silent about servers, one card at a time', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      publicUrl: 'http://127.0.0.1:8080',
      demo: false,
      maxCards: 1,
      timeZone: 'Europe/London',
      deadlineMs: 450,
      fhirServers: [],
    });
    expect(Object.isFrozen(readConfig({}))).toBe(true);
  });

  test.each<[Record<string, string>, object]>([
    [
      { PUBLIC_URL: 'https://cds.example.org/base/', TRUSTED_CLIENTS: 'clients.json', PSEUDONYM_KEY: key },
      { publicUrl: 'https://cds.example.org/base' },
    ],
    [
      { ...open, PORT: '9000' },
      { publicUrl: 'http://localhost:9000', openAccess: true, ratePerSecond: 50 },
    ],
    [{ HOST: '::1' }, { publicUrl: 'http://[::1]:8080' }],
    [{ MAX_CARDS: '0' }, { maxCards: 0 }],
    [{}, { evidence: true }],
    [{ EVIDENCE: 'off' }, { evidence: false }],
    [{}, { prefetchElements: false }],
    [{ PREFETCH_ELEMENTS: 'on' }, { prefetchElements: true }],
    [{ MAX_CARDS: '20' }, { maxCards: 20 }],
    [{ MAX_CARDS: '' }, { maxCards: 1 }],
    [{ RETIRE_ABOVE: '' }, { retireAbove: 0.15 }],
    [{ RETIRE_ABOVE: '.2' }, { retireAbove: 0.2 }],
    [{ RETIRE_ABOVE: '0' }, { retireAbove: 0 }],
    [{ RETIRE_ABOVE: '1' }, { retireAbove: 1 }],
    [{ DETECTIONS_OFF: 'bereavement, first-meeting' }, { detectionsOff: ['bereavement', 'first-meeting'] }],
    [{ DETECTIONS_ON: 'own-caseload' }, { detectionsOn: ['own-caseload'] }],
    [
      { FHIR_SERVERS: 'http://10.0.0.7/fhir/, https://a.example.org' },
      { fhirServers: ['http://10.0.0.7/fhir', 'https://a.example.org'] },
    ],
    [{ FHIR_SERVERS: '*', DEMO: 'on' }, { fhirServers: ['*'] }],
    [
      { OPTED_IN: 'https://fhir.hl7.org.uk/Id/gmc-number|1234567, urn:staff|A 1' },
      {
        optedIn: [
          { system: 'https://fhir.hl7.org.uk/Id/gmc-number', value: '1234567' },
          { system: 'urn:staff', value: 'A 1' },
        ],
        notNamed: [],
      },
    ],
    [{ NOT_NAMED: 'urn:staff|7' }, { notNamed: [{ system: 'urn:staff', value: '7' }] }],
    [
      { REFLECTION_FOR: 'urn:staff|7', REFLECTION_GROUP: 'a Balint group on Thursdays' },
      { reflectionFor: [{ system: 'urn:staff', value: '7' }], reflectionGroup: 'a Balint group on Thursdays' },
    ],
    [{}, { reflectionFor: [], reflectionGroup: undefined }],
    [
      { ADMIN_USERS: 'urn:staff|7, urn:staff|8' },
      { adminUsers: ['7', '8'].map((value) => ({ system: 'urn:staff', value })) },
    ],
    [{}, { adminUsers: [] }],
    [{ AS_OF: '2020-02-29', DEMO: 'on' }, { asOf: parseDay('2020-02-29') }],
    [{ SITE_TIME_ZONE: 'Australia/Lord_Howe' }, { timeZone: 'Australia/Lord_Howe' }],
    [{}, { storeUrl: 'file:secure-base.sqlite', ratePerSecond: 0, openAccess: false, cardsPer100: 10, keepDays: 400 }],
    [{ DEMO: 'on' }, { storeUrl: 'memory:' }],
    [{ DEMO: 'on', STORE_URL: 'file:/tmp/x' }, { storeUrl: 'file:/tmp/x' }],
    [{ STORE_URL: 'postgres://a:b@db/c' }, { storeUrl: 'postgres://a:b@db/c' }],
    [{ TRUSTED_CLIENTS: 'clients.json' }, { ratePerSecond: 50 }],
    [{ TRUSTED_CLIENTS: 'clients.json', HOST: '0.0.0.0', PSEUDONYM_KEY: key }, { openAccess: false }],
    [{ PSEUDONYM_KEY: key }, { pseudonymKey: Buffer.from(key, 'hex') }],
    [{ PSEUDONYM_KEY: random.toString('base64') }, { pseudonymKey: random }],
    [{}, { sessionKey: undefined, smartKey: undefined }],
    [
      { SESSION_KEY: key, SMART_KEY: 'key.json' },
      { sessionKey: Buffer.from(key, 'hex'), smartKey: 'key.json' },
    ],
    [{}, { silent: false, silentExcept: [], detectionsOn: [] }],
    [{ SILENT: 'true' }, { silent: true, silentExcept: [] }],
    [
      { SILENT: 'true', SILENT_EXCEPT: 'first-meeting, anniversary', DETECTIONS_ON: 'anniversary' },
      { silent: true, silentExcept: ['first-meeting', 'anniversary'] },
    ],
    [{ ADMIN_TOKEN: 'a-token-of-20-letter' }, { adminToken: 'a-token-of-20-letter' }],
    [{ NODE_OPTIONS: '--max-old-space-size=700', NODE_TLS_REJECT_UNAUTHORIZED: '1', DEBUG: 'pg' }, {}],
    [{ PSEUDONYM_KEY: key, PSEUDONYM_KEY_OLD: random.toString('hex') }, { formerPseudonymKey: random }],
    [{ RATE_LIMIT_PER_SECOND: '0', ...open }, { ratePerSecond: 0 }],
    [{}, { trustProxy: [] }],
    [{ TRUST_PROXY: '10.0.0.0/24, ::1' }, { trustProxy: ['10.0.0.0/24', '::1'] }],
    [
      {
        SAME_VISIT_HOURS: '1',
        QUIET_SHOWN_DAYS: '0',
        QUIET_NOT_NOW_DAYS: '2',
        QUIET_NOT_RIGHT_DAYS: '3',
        QUIET_ALREADY_KNOWN_DAYS: '4',
      },
      {
        quiet: {
          sameVisit: 3_600_000,
          shown: 0,
          notNow: 2 * 86_400_000,
          notRight: 3 * 86_400_000,
          alreadyKnown: 4 * 86_400_000,
        },
      },
    ],
  ])('%j is accepted', (env, expected) => {
    expect(readConfig(env)).toMatchObject(expected);
  });

  test.each<[Record<string, string>]>([
    [{ PORT: '65536' }],
    [{ REFLECTION_FOR: 'dr-patel' }],
    [{ REFLECTION_GROUP: 'x'.repeat(81) }],
    [{ REFLECTION_GROUP: 'two\nlines' }],
    [{ PORT: '80a' }],
    [{ DEBUG: 'fhir-kit-client:*' }],
    [{ DEBUG: '*' }],
    [{ NODE_DEBUG: 'undici,fetch,http' }],
    [{ NODE_DEBUG: 'x' }],
    [{ NODE_DEBUG_NATIVE: 'http2' }],
    [{ NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
    [{ NODE_OPTIONS: '--max-old-space-size=700 --inspect' }],
    [{ NODE_OPTIONS: '--inspect-brk=0.0.0.0:9229' }],
    [{ NODE_OPTIONS: '"--inspect_wait"' }],
    [{ NODE_OPTIONS: '--heapsnapshot-signal=SIGUSR2' }],
    [{ NODE_OPTIONS: '--tls-keylog=keys' }],
    [{ NODE_OPTIONS: '--report-uncaught-exception' }],
    [{ MAX_CARDS: '21' }],
    [{ MAX_CARDS: '-1' }],
    [{ MAX_CARDS: '1.5' }],
    [{ DEMO: 'yes' }],
    [{ DEMO: 'on', ...open }],
    [{ TRUSTED_CLIENTS: '', HOST: '0.0.0.0', PSEUDONYM_KEY: key }],
    [{ PSEUDONYM_KEY: '', HOST: '0.0.0.0', OPEN_ACCESS: 'true' }],
    [{ PSEUDONYM_KEY: '', HOST: '0.0.0.0', TRUSTED_CLIENTS: 'clients.json' }],
    [{ TRUSTED_CLIENTS: 'clients.json', FHIR_SERVERS: '*', DEMO: 'on' }],
    [{ TRUSTED_CLIENTS: 'clients.json', FHIR_SERVERS: 'https://a.example.org' }],
    [{ OPEN_ACCESS: 'true', TRUSTED_CLIENTS: 'clients.json' }],
    [{ OPEN_ACCESS: 'yes' }],
    [{ STORE_URL: 'mysql://db' }],
    [{ STORE_URL: 'secure-base.sqlite' }],
    [{ PSEUDONYM_KEY: 'too short' }],
    [{ PSEUDONYM_KEY_OLD: 'ab'.repeat(31) }],
    [{ PSEUDONYM_KEY_OLD: key }],
    [{ PSEUDONYM_KEY: 'ab'.repeat(31) }],
    [{ PSEUDONYM_KEY: Buffer.alloc(31).toString('base64') }],
    [{ KEEP_DAYS: '0' }],
    [{ SAME_VISIT_HOURS: '-1' }],
    [{ QUIET_SHOWN_DAYS: 'never' }],
    [{ CARDS_PER_100_OPENINGS: '101' }],
    [{ RETIRE_ABOVE: '15' }],
    [{ RETIRE_ABOVE: '1.01' }],
    [{ RETIRE_ABOVE: '-0.1' }],
    [{ RETIRE_ABOVE: '15%' }],
    [{ RETIRE_ABOVE: '1e-1' }],
    [{ PSEUDONYM_KEY: '0'.repeat(64) }],
    [{ PSEUDONYM_KEY: 'deadbeef'.repeat(8) }],
    [{ PSEUDONYM_KEY: Buffer.alloc(40, 'abc').toString('base64') }],
    [{ PSEUDONYM_KEY: 'A'.repeat(44) }],
    [{ ADMIN_TOKEN: 'random but with space' }],
    [{ ADMIN_TOKEN: 'x' }],
    [{ ADMIN_TOKEN: 'secret-of-19-letter' }],
    [{ ADMIN_TOKEN: 'x'.repeat(20) }],
    [{ ADMIN_TOKEN: '1234'.repeat(6) }],
    [{ TRUST_PROXY: 'true' }],
    [{ TRUST_PROXY: 'proxy.example.org' }],
    [{ TRUST_PROXY: '10.0.0.1,10' }],
    [{ TRUST_PROXY: '10.0.0.0/33' }],
    [{ TRUST_PROXY: '0.0.0.0/0' }],
    [{ TRUST_PROXY: '::/0' }],
    [{ KEEP_COMMENTS: '1' }],
    [{ RATE_LIMIT_PER_SECOND: '-1' }],
    [{ PUBLIC_URL: 'http://cds.example.org' }],
    [{ PUBLIC_URL: 'cds.example.org' }],
    [{ PUBLIC_URL: 'https://cds.example.org/?a=1' }],
    [{ PUBLIC_URL: 'https://user:secret@cds.example.org' }],
    [{ DETECTIONS_OFF: 'first-meeting,second-meeting' }],
    [{ DETECTIONS_ON: 'A1' }],
    [{ SILENT: 'yes' }],
    [{ SILENT_EXCEPT: 'first-meeting' }],
    [{ SILENT_EXCEPT: 'first-meeting', SILENT: 'false' }],
    [{ SILENT_EXCEPT: 'second-meeting', SILENT: 'true' }],
    [{ SILENT_EXCEPT: 'first-meeting', SILENT: 'true', DETECTIONS_OFF: 'first-meeting' }],
    [{ SILENT_EXCEPT: 'anniversary', SILENT: 'true' }],
    [{ SILENT_EXCEPT: 'own-caseload', SILENT: 'true', DETECTIONS_ON: 'own-caseload' }],
    [{ AS_OF: '2026-09-30' }],
    [{ AS_OF: '2026-02-30', DEMO: 'on' }],
    [{ OPTED_IN: '1234567' }],
    [{ OPTED_IN: 'urn:staff|1,|2' }],
    [{ NOT_NAMED: 'urn:staff|' }],
    [{ SITE_TIME_ZONE: 'Europe/Nowhere' }],
    [{ SITE_TIME_ZONE: '+01:00' }],
    [{ LANGUAGE: 'tlh' }],
    [{ DEADLINE_MS: '0' }],
    [{ FHIR_SERVERS: '*' }],
    [{ FHIR_SERVERS: 'ehr.example.org/fhir' }],
    [{ FHIR_SERVERS: 'https://a.example.org/fhir?x=1' }],
    [{ FHIR_SERVERS: 'https://user:secret@a.example.org/fhir' }],
    [{ LOG_LEVEL: 'loud' }],
  ])('%j refuses to start with one line that names the setting', (env) => {
    const name = Object.keys(env)[0];
    expect(() => readConfig(env)).toThrow(new RegExp(`^${name}: [^\\n]+$`));
    const [value = ''] = Object.values(env);
    if (/PSEUDONYM_KEY|ADMIN_TOKEN/.test(name ?? '') && value !== '')
      expect(() => readConfig(env)).not.toThrow(new RegExp(`: .*${value}`));
    expect(() => readConfig(env)).not.toThrow(/secret/);
  });
});

test.each<[Record<string, string>, ...string[]]>([
  [{}],
  [{ MAX_CARDS: '0' }],
  [{ SILENT: 'true' }, 'SILENT=true: no cards are shown'],
  [
    { SILENT: 'true', MAX_CARDS: '0' },
    'SILENT=true: no cards are shown',
    'MAX_CARDS=0: nothing would have been shown in silent mode',
  ],
  [
    { SILENT: 'true', SILENT_EXCEPT: 'first-meeting,known-team' },
    'SILENT=true: no cards are shown but those of first-meeting, known-team',
  ],
])('with %j the first lines say whether there are cards', (env, ...lines) => {
  const remarks = readConfig(env).warnings.filter(({ setting }) => ['SILENT', 'MAX_CARDS'].includes(setting));
  expect(remarks.map(({ line }) => line)).toEqual(lines);
});

describe('the site’s own settings', () => {
  const file = (content: string) => {
    const path = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'site.json');
    writeFileSync(path, content);
    return path;
  };
  const [detector] = detectors;
  const threshold = () =>
    Object.keys(detector?.settings && 'shape' in detector.settings ? (detector.settings.shape as object) : {})[0] ?? '';

  test('a file without changes changes nothing; a code set can get more codes', () => {
    const plain = createSite(file('{}'), detectors);
    expect(plain.thresholds()).toEqual(createSite(undefined, detectors).thresholds());
    const added = { add: { codes: [{ system: 'http://example.org/jobs', code: 'gp9' }] } };
    const site = createSite(file(JSON.stringify({ codeSets: { 'role-gp': added } })), detectors);
    const job = { system: 'http://example.org/jobs', code: 'gp9' };
    expect([plain.codeSets.has('role-gp', job), site.codeSets.has('role-gp', job)]).toEqual([false, true]);
    plain.close();
    site.close();
  });

  test.each([
    ['not JSON', '{'],
    ['an unknown member', '{"detection":{}}'],
    ['an unknown detection', '{"detections":{"second-meeting":{}}}'],
    ['an unknown code set', '{"codeSets":{"role-king":{}}}'],
    ['a code set without codes', '{"codeSets":{"role-gp":{"add":{"codes":["x"]}}}}'],
  ])('%s refuses to start with one line', (_what, content) => {
    expect(() => createSite(file(content), detectors)).toThrow(/^SITE_SETTINGS: [^\n]+$/);
  });

  test('an unknown threshold, or one of the wrong kind, refuses to start', () => {
    for (const change of [{ [`${threshold()}x`]: 1 }, { [threshold()]: 'many' }])
      expect(() =>
        createSite(file(JSON.stringify({ detections: { [detector?.code ?? '']: change } })), detectors),
      ).toThrow(/^SITE_SETTINGS: /);
  });

  test('a file that changes is read again; a broken one keeps the old and says so', async () => {
    const path = file('{}');
    const reports: string[] = [];
    const site = createSite(path, detectors, (change) => void reports.push(change), 20);
    const until = async (count: number) => {
      for (let tries = 0; reports.length < count && tries < 200; tries++)
        await new Promise((done) => setTimeout(done, 20));
    };
    const job = { system: 'http://example.org/jobs', code: 'gp9' };
    await new Promise((done) => setTimeout(done, 50));
    writeFileSync(path, JSON.stringify({ codeSets: { 'role-gp': { add: { codes: [job] } } } }));
    await until(1);
    expect([reports, site.codeSets.has('role-gp', job)]).toEqual([['read'], true]);
    writeFileSync(path, '{');
    await until(2);
    expect([reports, site.codeSets.has('role-gp', job)]).toEqual([['read', 'broken'], true]);
    site.close();
  });
});
