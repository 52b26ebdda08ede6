import { describe, expect, test } from '@jest/globals';
import { type Config, readConfig } from '#src/config/config.ts';

const values = {
  HOST: { loopback: '127.0.0.1', wildcard: '0.0.0.0', address: '10.1.2.3' },
  PUBLIC_URL: {
    unset: '',
    loopback: 'http://localhost:8080',
    https: 'https://cds.example.org',
    http: 'http://cds.example.org',
  },
  DEMO: { on: 'on', off: 'off' },
  TRUSTED_CLIENTS: { set: 'clients.json', unset: '' },
  OPEN_ACCESS: { true: 'true', false: 'false' },
  FHIR_SERVERS: { unset: '', listed: 'https://fhir.example.org', '*': '*' },
  PSEUDONYM_KEY: { set: '0123456789abcdef'.repeat(4), unset: '' },
};
type Name = keyof typeof values;
type Combination = Readonly<Record<Name, string>>;

/** The cross product of all of them: by name of each value. */
const combinations = Object.entries(values).reduce<Record<string, string>[]>(
  (all, [name, choices]) => all.flatMap((one) => Object.keys(choices).map((choice) => ({ ...one, [name]: choice }))),
  [{}],
) as Combination[];

function start(combination: Combination): { config?: Config; refused?: string } {
  const choices: Record<string, Record<string, string>> = values;
  const env = Object.fromEntries(Object.entries(combination).map(([name, choice]) => [name, choices[name]?.[choice]]));
  try {
    return { config: readConfig(env) };
  } catch (error) {
    return { refused: (error as Error).message };
  }
}

const settingsIn = (line: string) => /^[A-Z_]+/.exec(line)?.[0] ?? line;

/** `starts`, `starts, warns A, B` or `refuses A`. */
function verdictOf(combination: Combination): string {
  const { config, refused } = start(combination);
  if (config === undefined) return `refuses ${settingsIn(refused ?? '')}`;
  return ['starts', ...config.warnings.map(({ line }) => `warns ${settingsIn(line)}`)].join(', ');
}

// The first line that fits decides; `.` is any value, `a|b` either.
const table = `
  HOST              PUBLIC_URL     DEMO TRUSTED_CLIENTS OPEN_ACCESS FHIR_SERVERS PSEUDONYM_KEY
  .                 http           .    .               .           .            .     refuses PUBLIC_URL
  address           unset          .    .               .           .            .     refuses PUBLIC_URL
  wildcard|address  .              on   .               .           .            .     refuses DEMO
  .                 https          on   .               .           .            .     refuses DEMO
  .                 .              off  .               .           *            .     refuses FHIR_SERVERS
  .                 .              .    set             .           listed|*     .     refuses TRUSTED_CLIENTS
  .                 .              .    set             true        .            .     refuses OPEN_ACCESS
  wildcard|address  .              .    unset           false       .            .     refuses TRUSTED_CLIENTS
  .                 https          .    unset           false       .            .     refuses TRUSTED_CLIENTS
  wildcard|address  .              .    .               .           .            unset refuses PSEUDONYM_KEY
  .                 https          .    .               .           .            unset refuses PSEUDONYM_KEY
  .                 .              .    .               true        unset|listed set   starts, warns OPEN_ACCESS
  .                 .              .    .               true        *            set   starts, warns OPEN_ACCESS, warns FHIR_SERVERS
  .                 .              .    .               true        unset|listed unset starts, warns OPEN_ACCESS, warns PSEUDONYM_KEY
  .                 .              .    .               true        *            unset starts, warns OPEN_ACCESS, warns FHIR_SERVERS, warns PSEUDONYM_KEY
  .                 .              .    .               false       *            set   starts, warns FHIR_SERVERS
  .                 .              .    .               false       *            unset starts, warns FHIR_SERVERS, warns PSEUDONYM_KEY
  .                 .              .    .               false       unset|listed unset starts, warns PSEUDONYM_KEY
  .                 .              .    .               false       unset|listed set   starts`;

const [head = [], ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));

function expected(combination: Combination): string | undefined {
  const fits = (cell: string | undefined, value: string) => cell === '.' || cell?.split('|').includes(value);
  const row = rows.find((cells) => head.every((name, i) => fits(cells[i], combination[name as Name])));
  return row?.slice(head.length).join(' ');
}

test('every combination of the settings that decide who gets in has its verdict', () => {
  expect(combinations).toHaveLength(3 * 4 * 2 * 2 * 2 * 3 * 2);
  const verdicts = combinations.map((one) => [one, verdictOf(one)]);
  expect(verdicts).toEqual(combinations.map((one) => [one, expected(one)]));
});

describe('whatever the combination', () => {
  const started = combinations.flatMap((one) => {
    const { config } = start(one);
    return config === undefined ? [] : [{ one, config }];
  });
  const isPublic = ({ HOST, PUBLIC_URL }: Combination) => HOST !== 'loopback' || PUBLIC_URL === 'https';
  const open = started.filter(({ one }) => isPublic(one));

  test('nothing that others can reach starts without saying who may call, a key for pseudonyms and a rate limit', () => {
    expect(open.length).toBeGreaterThan(0);
    for (const { one, config } of open) {
      expect([one, config.trustedClients !== undefined || config.openAccess]).toEqual([one, true]);
      expect([one, config.pseudonymKey !== undefined]).toEqual([one, true]);
      expect([one, config.ratePerSecond]).toEqual([one, 50]);
    }
  });

  test('the demonstration, and any FHIR server at all, are for this machine alone', () => {
    expect(open.filter(({ config }) => config.demo || config.fhirServers.includes('*'))).toEqual([]);
    expect(started.filter(({ config }) => config.fhirServers.includes('*') && !config.demo)).toEqual([]);
  });

  test('a client file stands alone: no other servers, no open access, and the demonstration for this machine alone', () => {
    const withClients = started.filter(({ config }) => config.trustedClients !== undefined);
    expect(withClients.length).toBeGreaterThan(0);
    for (const { config } of withClients) expect([config.fhirServers, config.openAccess]).toEqual([[], false]);
    const withDemo = withClients.filter(({ config }) => config.demo);
    expect(withDemo.length).toBeGreaterThan(0);
    expect(withDemo.filter(({ one }) => isPublic(one))).toEqual([]);
  });

  test('nothing is reached in clear from elsewhere', () => {
    expect(
      started.map(({ config }) => config.publicUrl).filter((url) => /^http:\/\/(?!127\.|localhost)/.test(url)),
    ).toEqual([]);
  });

  test('a refusal is one line that names the setting and holds no value', () => {
    const lines = new Set(combinations.flatMap((one) => start(one).refused ?? []));
    expect(lines.size).toBeGreaterThan(5);
    for (const line of lines) {
      expect(line).toMatch(/^[A-Z_]+: [^\n]+$/);
      expect(line).not.toMatch(/example\.org|clients\.json|0123/);
    }
  });
});

describe('what is loopback', () => {
  const key = values.PSEUDONYM_KEY.set;

  test.each([
    '127.0.0.1',
    '127.1.2.3',
    '127.1',
    '0x7f.1',
    '::1',
    '[::1]',
    '0:0:0:0:0:0:0:1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    'localhost',
    'LOCALHOST',
    'localhost.',
  ])('HOST %s needs nobody to say who calls', (HOST) => {
    expect(readConfig({ HOST })).toMatchObject({ ratePerSecond: 0 });
    expect(readConfig({ HOST, DEMO: 'on' })).toMatchObject({ demo: true });
  });

  test.each(['0.0.0.0', '0', '::', '[::]', '::0', '::ffff:0.0.0.0'])('HOST %s is every address', (HOST) => {
    expect(() => readConfig({ HOST })).toThrow(/^TRUSTED_CLIENTS: /);
    expect(readConfig({ HOST, PORT: '9000', OPEN_ACCESS: 'true', PSEUDONYM_KEY: key })).toMatchObject({
      publicUrl: 'http://localhost:9000',
    });
  });

  test.each([
    '10.1.2.3',
    '1',
    '128.0.0.1',
    '2001:db8::1',
    '::ffff:10.1.2.3',
    '::7f00:1',
    '::127.0.0.1',
    '127.0.0.1.nip.io',
    'localhost.example.org',
    'localhost.localdomain',
    'notlocalhost',
  ])('HOST %s is an address that others reach', (HOST) => {
    expect(() => readConfig({ HOST })).toThrow(/^PUBLIC_URL: /);
    expect(() => readConfig({ HOST, PUBLIC_URL: 'https://cds.example.org' })).toThrow(/^TRUSTED_CLIENTS: /);
  });

  test.each([
    'https://127.1',
    'https://[::1]:8443/base',
    'https://[::ffff:127.0.0.1]',
    'http://LOCALHOST:8080',
  ])('PUBLIC_URL %s is for this machine', (PUBLIC_URL) =>
    expect(readConfig({ PUBLIC_URL, DEMO: 'on' })).toMatchObject({ demo: true }));

  test.each([
    'https://10.1.2.3',
    'https://[::]',
    'https://0.0.0.0',
    'https://localhost.example.org',
    'https://cds',
  ])('PUBLIC_URL %s is for others, whatever HOST is', (PUBLIC_URL) => {
    expect(() => readConfig({ PUBLIC_URL })).toThrow(/^TRUSTED_CLIENTS: /);
    expect(() => readConfig({ PUBLIC_URL, DEMO: 'on' })).toThrow(/^DEMO: /);
    expect(() => readConfig({ PUBLIC_URL, OPEN_ACCESS: 'true' })).toThrow(/^PSEUDONYM_KEY: /);
  });

  test('the service listens on what was judged, in its plain form', () => {
    expect(readConfig({ HOST: '127.1' }).host).toBe('127.0.0.1');
    expect(readConfig({ HOST: '[::1]' }).host).toBe('::1');
    for (const HOST of ['a b', 'localhost:80', 'http://localhost', 'localhost/', 'x@localhost', 'fe80::1%eth0'])
      expect(() => readConfig({ HOST })).toThrow(/^HOST: /);
  });
});
