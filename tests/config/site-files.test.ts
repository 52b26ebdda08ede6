import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { createSite } from '#src/config/site-settings.ts';
import { watchFileOf } from '#src/config/watched-file.ts';
import { detectors } from '#src/detectors/index.ts';
import { createClientList } from '#src/wiring/clients.ts';
import { ecKey, issuer } from '../support/client-tokens.ts';

type Change = 'read' | 'broken';

/** One of the site's files, with what is in force by it now and what was reported of it. */
interface Watched {
  /** The file that is broken. */
  readonly file: string;
  readonly good: unknown;
  inForce(): unknown;
  reload(): void;
  close(): void;
  readonly reports: readonly Change[];
}

const job = { system: 'http://example.org/jobs', code: 'gp9' };
const client = { issuer, fhirServers: ['https://fhir.example.org'] };

function fileWith(name: string, value: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'secure-base-')), name);
  writeFileSync(file, JSON.stringify(value));
  return file;
}

const kinds: Record<string, () => Watched> = {
  SITE_SETTINGS: () => {
    const good = { codeSets: { 'role-gp': { add: { codes: [job] } } } };
    const [file, reports] = [fileWith('site.json', good), [] as Change[]];
    // Its file is polled alone: nothing but a change of it makes the service read it.
    const site = createSite(file, detectors, (change) => void reports.push(change), 10);
    return {
      file,
      good,
      inForce: () => site.codeSets.has('role-gp', job),
      reload: () => {},
      close: site.close,
      reports,
    };
  },
  TRUSTED_CLIENTS: () => {
    const good = { clients: [{ ...client, jwks: { keys: [ecKey().jwk] } }] };
    const [file, reports] = [fileWith('clients.json', good), [] as Change[]];
    const list = createClientList(file, (change) => void reports.push(change));
    return { file, good, inForce: list.current, reload: list.reload, close: list.close, reports };
  },
  jwksFile: () => {
    const [good, reports] = [{ keys: [ecKey().jwk] }, [] as Change[]];
    const file = fileWith('keys.json', good);
    const list = createClientList(
      fileWith('clients.json', { clients: [{ ...client, jwksFile: file }] }),
      (change) => void reports.push(change),
    );
    return { file, good, inForce: list.current, reload: list.reload, close: list.close, reports };
  },
};

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

/** What may stand in a file, or in its place. */
const contents: Record<string, string | Buffer | ((file: string) => void)> = {
  nothing: '',
  spaces: ' \n',
  'half of it': '{"clients": [',
  'two values': '{} {}',
  null: 'null',
  'a number': '1e999',
  'a text': '"x"',
  'a list': '[]',
  'an empty object in each place': '{"clients":{},"codeSets":[],"keys":{}}',
  'what is not UTF-8': Buffer.from('{"clients":"\xff\xfe"}', 'latin1'),
  'UTF-16': Buffer.from('\ufeff{}', 'utf16le'),
  zeros: Buffer.alloc(4096),
  'deep lists': deep(200_000),
  'deep lists within a known field': `{"clients":${deep(100_000)},"codeSets":${deep(100_000)},"keys":${deep(100_000)}}`,
  'deep objects': `${'{"codeSets":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  'a key __proto__': '{"__proto__":{"clients":[],"codeSets":{},"keys":[]},"x":1}',
  'constructor.prototype': '{"constructor":{"prototype":{"polluted":true}}}',
  'a name of every object': '{"toString":1,"hasOwnProperty":{},"clients":1,"codeSets":1,"keys":1}',
  'a pattern as a type': '{"codeSets":{"role-gp":{"add":{"words":"(a+)+$"}}},"clients":"(","keys":"("}',
  'a gibibyte': (file) => {
    writeFileSync(file, '{"');
    truncateSync(file, 1024 ** 3);
  },
  'a folder': (file) => {
    rmSync(file);
    mkdirSync(file);
  },
  'no file': (file) => rmSync(file),
  'a device that never ends': (file) => {
    rmSync(file);
    symlinkSync('/dev/zero', file);
  },
};

async function changed(watched: Watched, put: (file: string) => void): Promise<Change | undefined> {
  const before = watched.reports.length;
  // Put in its place at once, as whoever deploys a file does.
  const beside = `${watched.file}.new`;
  writeFileSync(beside, '');
  put(beside);
  rmSync(watched.file, { recursive: true, force: true });
  try {
    renameSync(beside, watched.file);
  } catch {
    // There is none.
  }
  watched.reload();
  for (let tries = 0; watched.reports.length === before && tries < 500; tries += 1) await setTimeout(10);
  return watched.reports.at(-1);
}

describe.each(Object.keys(kinds))('%s', (kind) => {
  test('whatever comes in its place, the old one goes on, and a good one is taken after that', async () => {
    for (const [name, content] of Object.entries(contents)) {
      const watched = kinds[kind]?.() as Watched;
      const before = watched.inForce();
      const put = (file: string) => (typeof content === 'function' ? content(file) : writeFileSync(file, content));
      expect([name, await changed(watched, put)]).toEqual([name, 'broken']);
      expect([name, watched.inForce()]).toEqual([name, before]);
      // With a byte order mark, as some editors write it (RFC 8259, 8.1).
      const good = `\ufeff${JSON.stringify(watched.good)}`;
      expect([name, await changed(watched, (file) => writeFileSync(file, good))]).toEqual([name, 'read']);
      expect([name, watched.inForce()]).toEqual([name, before]);
      watched.close();
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  }, 60_000);
});

describe('nothing leaves the callback of a watcher', () => {
  const thrown: unknown[] = [
    new RangeError('Maximum call stack size exceeded'),
    'a text',
    undefined,
    Object.create(null),
    Object.defineProperty(new Error('x'), 'message', { get: () => JSON.parse('{') }),
  ];

  test('where its reader throws, whatever it is, the old value goes on', () => {
    for (const error of thrown) {
      let fails = false;
      const reports: Change[] = [];
      const file = fileWith('site.json', { a: 1 });
      const watched = watchFileOf({ setting: 'X', file, report: (change) => void reports.push(change) }, (json) => {
        if (fails) throw error;
        return json;
      });
      fails = true;
      expect(watched.reload).not.toThrow();
      expect([watched.current(), reports]).toEqual([{ a: 1 }, ['broken']]);
      watched.close();
    }
  });

  test('where its report throws, whatever it is, a good value is taken and a broken one is not', () => {
    for (const error of thrown) {
      const file = fileWith('site.json', { a: 1 });
      const report = () => {
        throw error;
      };
      const watched = watchFileOf({ setting: 'X', file, report }, (json) => json);
      for (const content of ['{"a":2}', '{']) {
        writeFileSync(file, content);
        expect(watched.reload).not.toThrow();
        expect(watched.current()).toEqual({ a: 2 });
      }
      watched.close();
    }
  });
});

test('a change is read once, also where a look at the file takes longer than the time to the next', async () => {
  const file = fileWith('many.json', 0);
  const reports: Change[] = [];
  const report = (change: Change) => void reports.push(change);
  const watched = watchFileOf({ setting: 'X', file, report, pollMs: 1 }, (json) => json);
  const changes = 20;
  for (let change = 1; change <= changes; change += 1) {
    await setTimeout(10);
    writeFileSync(file, '1'.repeat(change));
    for (let tries = 0; reports.length < change && tries < 500; tries += 1) await setTimeout(5);
  }
  await setTimeout(50);
  watched.close();
  expect(reports).toEqual(Array(changes).fill('read'));
});
