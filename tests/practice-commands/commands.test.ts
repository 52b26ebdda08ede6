import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parseDay } from '#src/history/calendar.ts';
import { writePractice } from '../../scripts/practice-export/write-practice.ts';
import { newFolder, practice, startPractice } from '../support/practice-command.ts';

const asOf = parseDay('2026-11-30') ?? 0;
const exported = newFolder();
let work: string;
let expected: string;

/** The file that `practice centiles` writes from these folders. */
async function centilesOf(folders: readonly string[], flags: readonly string[] = []): Promise<string> {
  const out = join(newFolder(), 'centiles.json');
  const { code, errors } = await practice([
    ...['centiles', ...folders, '--out', out, '--work', work, '--as-of', '2026-11-30', ...flags],
  ]);
  expect({ code, errors: errors.replace(/^(?:Sorting|Reading).*\n/gm, '') }).toEqual({ code: 0, errors: '' });
  return readFileSync(out, 'utf8');
}

beforeAll(async () => {
  work = join(newFolder(), 'work');
  writePractice(exported, { people: 340, asOf, seed: 3 });
  expected = await centilesOf([exported]);
}, 120_000);

describe('the result of a command', () => {
  test('says something', () => {
    const { groups } = JSON.parse(expected);
    expect(groups.length).toBeGreaterThanOrEqual(3);
  });

  test.each(['1', '2', '4'])('is the same with %s workers and other shards', async (workers) => {
    expect(await centilesOf([exported], ['--workers', workers, '--shards', `${Number(workers) * 3}`])).toBe(expected);
  }, 60_000);

  test('is the same whatever the order of the rows and the names of the files', async () => {
    const shuffled = newFolder();
    writePractice(shuffled, { people: 340, asOf, seed: 3, shuffle: 11 });
    const all = readdirSync(shuffled).map((name) => readFileSync(join(shuffled, name), 'utf8'));
    const other = newFolder();
    writeFileSync(join(other, 'everything.ndjson'), all.reverse().join('').replaceAll('\n', '\r\n'));
    expect(await centilesOf([other])).toBe(expected);
  }, 60_000);

  test('is the same from compressed files, with an empty one and a last line that was cut', async () => {
    const zipped = newFolder();
    for (const name of readdirSync(exported))
      writeFileSync(join(zipped, `1.${name}.gz`), gzipSync(readFileSync(join(exported, name)), { level: 1 }));
    writeFileSync(join(zipped, 'Empty.ndjson'), '');
    writeFileSync(join(zipped, 'Cut.ndjson'), '{"resourceType":"Encounter","id":"cut","subject":{"refer');
    const out = join(newFolder(), 'c.json');
    const { code, output } = await practice([
      'centiles',
      zipped,
      '--out',
      out,
      '--work',
      work,
      '--as-of',
      '2026-11-30',
    ]);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('1 unreadable') });
    expect(readFileSync(out, 'utf8')).toBe(expected);
  }, 60_000);

  test('is the same where each machine takes a share, and the shares are brought together', async () => {
    const parts = newFolder();
    for (const share of ['0/3', '1/3', '2/3']) {
      const flags = ['--out', parts, '--work', work, '--as-of', '2026-11-30', '--shard', share];
      expect(await practice(['centiles', exported, ...flags])).toMatchObject({ code: 0 });
    }
    const out = join(newFolder(), 'c.json');
    expect(await practice(['centiles', '--parts', parts, '--out', out])).toMatchObject({ code: 0, errors: '' });
    expect(readFileSync(out, 'utf8')).toBe(expected);
    writeFileSync(join(parts, 'part-1-of-3.json'), 'cut');
    expect(await practice(['centiles', '--parts', parts, '--out', out])).toMatchObject({
      code: 2,
      errors: `practice: ${join(parts, 'part-1-of-3.json')}: is broken\n`,
    });
  }, 120_000);

  test('takes of two exports the later version of each row, and leaves out what was deleted', async () => {
    const increment = newFolder();
    const patients = readFileSync(join(exported, 'Patient.000.ndjson'), 'utf8').trim().split('\n');
    const [first = '', second = ''] = patients;
    // The first has left, and the second was deleted; both are then left out of all counts.
    const left = { ...JSON.parse(first), active: false, meta: { lastUpdated: '2026-12-01T00:00:00Z' } };
    writeFileSync(join(increment, 'Patient.ndjson'), `${JSON.stringify(left)}\n`);
    mkdirSync(join(increment, 'deleted'));
    const url = `Patient/${JSON.parse(second).id}`;
    const bundle = { resourceType: 'Bundle', type: 'transaction', entry: [{ request: { method: 'DELETE', url } }] };
    writeFileSync(join(increment, 'deleted', 'Bundle.ndjson'), `${JSON.stringify(bundle)}\n`);

    const without = newFolder();
    cpSync(exported, without, { recursive: true });
    const rest = [JSON.stringify({ ...JSON.parse(first), active: false }), ...patients.slice(2)];
    writeFileSync(join(without, 'Patient.000.ndjson'), `${rest.join('\n')}\n`);
    expect(await centilesOf([exported, increment])).toBe(await centilesOf([without]));
  }, 120_000);
});

describe('what is removed', () => {
  const shards = () => readdirSync(work).filter((name) => name.startsWith('secure-base-practice-'));

  /** A run that has sorted rows, and stands still until SIGCONT: on a busy machine it would be over meanwhile. */
  async function pausedRun() {
    const large = newFolder();
    for (let copy = 0; copy < 3; copy += 1)
      for (const name of readdirSync(exported))
        appendFileSync(join(large, `${copy}.${name}`), readFileSync(join(exported, name)));
    const child = startPractice(['centiles', large, '--out', join(large, 'c.json'), '--work', work, '--workers', '1']);
    const hasRows = () =>
      shards().some((one) => {
        const owner = join(work, one, 'owner.json');
        const isOwn = existsSync(owner) && readFileSync(owner, 'utf8').includes(`"pid":${child.pid}}`);
        return isOwn && readdirSync(join(work, one)).some((name) => name.startsWith('shard-'));
      });
    while (!hasRows() && child.exitCode === null) await wait(5);
    child.kill('SIGSTOP');
    return child;
  }

  test('sorted rows are for their owner alone, and gone at the end', async () => {
    const child = await pausedRun();
    const [folder = ''] = shards();
    expect(statSync(join(work, folder)).mode & 0o777).toBe(0o700);
    const [shard = ''] = readdirSync(join(work, folder)).filter((name) => name.startsWith('shard-'));
    expect(statSync(join(work, folder, shard)).mode & 0o777).toBe(0o600);
    child.kill('SIGCONT');
    await once(child, 'close');
    expect({ code: child.exitCode, left: shards() }).toEqual({ code: 0, left: [] });
  }, 60_000);

  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)(
    'nothing is left after %s',
    async (signal, code) => {
      const child = await pausedRun();
      child.kill(signal);
      child.kill('SIGCONT');
      await once(child, 'close');
      expect({ code: child.exitCode, left: shards() }).toEqual({ code, left: [] });
    },
    60_000,
  );

  test('what SIGKILL leaves is removed by the next start; what belongs to a run is not', async () => {
    const child = await pausedRun();
    child.kill('SIGKILL');
    await once(child, 'close');
    const [left = ''] = shards();
    expect(existsSync(join(work, left, 'owner.json'))).toBe(true);
    const running = await pausedRun();
    expect(shards()).toHaveLength(1);
    const [own = ''] = shards();
    expect(own).not.toBe(left);
    await centilesOf([exported]);
    expect(shards()).toEqual([own]);
    running.kill('SIGCONT');
    await once(running, 'close');
    expect(shards()).toEqual([]);
  }, 120_000);
});

describe('what can’t be used', () => {
  test.each([
    ['no folder', [], 'a folder of NDJSON is required'],
    ['a folder that is not there', ['/nowhere'], '/nowhere: is no folder that can be read'],
    ['a number of workers', [exported, '--workers', 'many'], '--workers: must be a whole number from 1 to 256'],
    ['a day', [exported, '--as-of', '30 November'], '--as-of: must be a day such as 2026-11-30'],
    ['a share', [exported, '--shard', '3/3'], '--shard: I must be less than N: the first is 0'],
    ['two ways to share', [exported, '--queue', '--shard', '0/2'], '--queue: can’t be used with --shard'],
    ['an unknown flag', [exported, '--wrong'], 'unknown option'],
  ])('%s is one line and exit code 2', async (_, args, line) => {
    const { code, errors, output } = await practice(['centiles', ...args, '--out', join(newFolder(), 'c.json')]);
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors.split('\n')[0]).toContain(
      `practice: ${line === 'unknown option' ? "unknown option '--wrong'" : line}`,
    );
  });

  test('an export that can’t be asked for is one line, too', async () => {
    const flags = ['--client', '/nowhere/client.json', '--into', join(newFolder(), 'into')];
    const refused = await practice(['export', '--fhir-url', 'http://127.0.0.1:1/fhir', ...flags]);
    expect(refused).toMatchObject({
      code: 2,
      output: '',
      errors: expect.stringMatching(/^practice: .*client\.json.*\n$/),
    });
    const misspelt = await practice(['export', '--fhir-url', 'no address', ...flags]);
    expect(misspelt).toMatchObject({ code: 2, errors: expect.stringMatching(/^practice: --fhir-url: .*\n$/) });
  }, 60_000);

  test('a file that is damaged is named, and so is a database that is not there', async () => {
    const damaged = newFolder();
    const zipped = gzipSync(readFileSync(join(exported, 'Patient.000.ndjson')));
    writeFileSync(join(damaged, 'Patient.ndjson.gz'), zipped.subarray(0, zipped.length / 2));
    const out = ['--out', join(newFolder(), 'c.json'), '--work', work];
    expect(await practice(['centiles', damaged, ...out])).toMatchObject({
      code: 2,
      errors: expect.stringContaining(
        `practice: ${join(damaged, 'Patient.ndjson.gz')}: can’t be read to its end (Z_BUF_ERROR)`,
      ),
    });
    const database = { STORE_URL: 'postgres://127.0.0.1:1/none' };
    expect(await practice(['centiles', exported, ...out, '--queue'], database)).toMatchObject({
      code: 2,
      errors: 'practice: --queue: the database of STORE_URL can’t be used (ECONNREFUSED)\n',
    });
    expect(await practice(['worker', '--work', work], { STORE_URL: 'memory:' })).toMatchObject({
      code: 2,
      errors: 'practice: --queue: STORE_URL must be a postgres:// URL\n',
    });
  }, 60_000);

  test('a setting is named', async () => {
    const { code, errors } = await practice(['centiles', exported, '--out', '/tmp/none/c.json'], { MAX_CARDS: 'x' });
    expect({ code, errors }).toEqual({ code: 2, errors: expect.stringMatching(/^practice: MAX_CARDS: .*\n$/) });
  });

  test('no row is in what the console shows, whatever goes wrong', async () => {
    const broken = newFolder();
    writeFileSync(
      join(broken, 'Patient.ndjson'),
      '{"resourceType":"Patient","id":"p","name":[{"family":"Secretname"}]}\n',
    );
    writeFileSync(
      join(broken, 'Encounter.ndjson'),
      '{"resourceType":"Encounter","id":"Secretname","subject":{}}\nSecretname\n',
    );
    const { output, errors } = await practice([
      'centiles',
      broken,
      '--out',
      join(newFolder(), 'none', 'c.json'),
      '--work',
      work,
    ]);
    expect(output + errors).not.toContain('Secretname');
    expect(errors).toContain('nobody was registered here through the last twelve months');
  });
});

test('each command says what it takes', async () => {
  const { code, output } = await practice(['--help']);
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('centiles') });
  const help = await practice(['centiles', '--help']);
  expect(help).toMatchObject({ code: 0, errors: '', output: expect.stringContaining('--as-of <day>') });
});
