import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { createAddresses } from '#src/practice/export/addresses.ts';
import { readClientFile } from '#src/practice/export/client-file.ts';
import { exportOptions } from '#src/practice/export/options.ts';
import { isExportRefusal } from '#src/practice/export/refusal.ts';
import { baseUrlOf } from '../../support/base-url.ts';
import { newFolder, removeFolders } from './folders.ts';

afterAll(removeFolders);

const { privateKey } = await generateKeyPair('ES384', { extractable: true });
const key = { ...(await exportJWK(privateKey)), kid: 'one' };

function write(text: string, name = 'client.json', mode = 0o600): string {
  const file = join(newFolder(), name);
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

const lineOf = (file: string) =>
  readClientFile(file).then(
    () => undefined,
    (error: unknown) => (isExportRefusal(error) ? error.message.replace(file, 'FILE') : error),
  );
const lineFor = (content: unknown) => lineOf(write(JSON.stringify(content)));

test('what is left out is as strict as it can be', async () => {
  expect(await readClientFile(write('{"authorisation": "none"}'))).toEqual({
    credentials: undefined,
    files: [],
    level: 'patient',
    allowHttp: false,
    allowPrivateAddresses: false,
    warnings: [],
  });
});

test('a key that others may read is warned about', async () => {
  const content = JSON.stringify({ authorisation: { clientId: 'me', key } });
  const open = write(content, 'client.json', 0o644);
  expect((await readClientFile(open)).warnings).toEqual([
    `${open}: others than its owner may use the private key; chmod 600 ends that`,
  ]);
  expect((await readClientFile(write(content))).warnings).toEqual([]);
  expect((await readClientFile(write('{"authorisation": "none"}', 'client.json', 0o644))).warnings).toEqual([]);
});

test.each([
  ['nothing', undefined, 'must be "none", or have clientId and key'],
  ['a word', 'open', 'must be "none", or have clientId and key'],
  ['null', null, 'must be "none", or have clientId and key'],
])('%s is no authorisation: that there is none has to be written', async (_, authorisation, what) => {
  expect(await lineFor({ authorisation })).toBe(`FILE: authorisation: ${what}`);
});

test('what is wrong is named by its field, and nothing of a key is shown', async () => {
  const none = { authorisation: 'none' };
  expect(await lineFor({ authorisation: { key } })).toMatch(/^FILE: authorisation\.clientId: /);
  expect(await lineFor({ authorisation: { clientId: 'me' } })).toBe(
    'FILE: authorisation.key: must be a file or a private JWK',
  );
  expect(await lineFor({ authorisation: { clientId: 'me', key, scope: 'patient/*.rs' } })).toMatch(
    /scope: must be scopes of a system$/,
  );
  expect(await lineFor({ authorisation: { clientId: 'me', key, tokenEndpoint: 'ftp://x' } })).toMatch(
    /tokenEndpoint: must be/,
  );
  expect(await lineFor({ ...none, files: ['https://files.example.org/path'] })).toMatch(/files\.0: must be an origin/);
  expect(await lineFor({ ...none, types: ['Immunization'] })).toMatch(/types\.0: must be types that the history reads/);
  expect(await lineFor({ ...none, level: 'all' })).toMatch(/^FILE: level: /);
  expect(await lineFor({ ...none, unknown: 1 })).toMatch(/unknown/);
  const { d: _, ...open } = key;
  for (const bad of [open, { ...key, crv: 'P-256' }, { ...key, x: key.y }]) {
    const line = await lineFor({ authorisation: { clientId: 'me', key: bad } });
    expect(line).toMatch(/^FILE: the key is not a (private JWK on P-384 or of RSA|key that can be used)$/);
    expect(line).not.toContain(key.d);
  }
  expect(await lineOf(write(`{"d": "${key.d}"`))).toMatch(/^FILE: is not JSON/);
  expect(await lineOf('/nowhere/client.json')).toBe("FILE: doesn't exist");
  const missing = write(JSON.stringify({ authorisation: { clientId: 'me', key: 'key.json' } }));
  expect(await lineOf(missing)).toMatch(/key\.json: doesn't exist$/);
});

test('http is allowed on this machine, or where the file says so, and private addresses likewise', async () => {
  const client = await readClientFile(write('{"authorisation": "none"}'));
  const scopeOf = (base: string, more: object = {}) => {
    try {
      return createAddresses(baseUrlOf(base), { ...client, ...more }).scope;
    } catch (error) {
      return isExportRefusal(error) ? error.message : error;
    }
  };
  expect(scopeOf('https://ehr.example.org/fhir')).toBe('public');
  expect(scopeOf('https://ehr.example.org/fhir', { allowPrivateAddresses: true })).toBe('private');
  expect(scopeOf('http://localhost:8080/fhir')).toBe('private');
  expect(scopeOf('http://ehr.example.org/fhir')).toBe(
    'http://ehr.example.org is http: use https, or say allowHttp in the client file',
  );
  expect(scopeOf('http://ehr.example.org/fhir', { allowHttp: true })).toBe('public');
  expect(scopeOf('https://ehr.example.org/fhir', { files: ['http://files.example.org'] })).toMatch(/^http:\/\/files/);
});

test('options of the command line', () => {
  const given = { fhirUrl: 'HTTPS://EHR.example.org:443/fhir/', client: 'client.json', into: 'practice' };
  expect(exportOptions.parse(given)).toEqual({
    ...given,
    fhirUrl: 'https://ehr.example.org/fhir',
    patience: 6 * 3_600_000,
  });
  expect(
    exportOptions.parse({ ...given, patience: '90s', group: 'a.b-1', since: '2026-11-30T08:00:00.000+00:00' }),
  ).toMatchObject({ patience: 90_000 });
  for (const bad of [
    { fhirUrl: 'ehr.example.org' },
    { patience: '6' },
    { patience: '0s' },
    { patience: '8d' },
    { patience: '169h' },
    { group: '../Patient' },
    { group: 'a/b' },
    { group: '..' },
    { since: '2026-11-30' },
    { since: 'yesterday' },
    { into: '' },
    { other: '1' },
  ])
    expect({ bad, is: exportOptions.safeParse({ ...given, ...bad }).success }).toEqual({ bad, is: false });
});

test('docs/practice-export.md has an example that is read, and names every option and field', async () => {
  const page = readFileSync('docs/practice-export.md', 'utf8');
  const [, example = ''] = /```json\n([\s\S]+?)```/.exec(page) ?? [];
  const file = write(example);
  writeFileSync(join(dirname(file), 'key.json'), JSON.stringify(key), { mode: 0o600 });
  const client = await readClientFile(file);
  expect(client.credentials?.clientId).toBe('secure-base');
  const { credentials: _, warnings: __, ...fields } = client;
  for (const field of [
    ...Object.keys(fields),
    'authorisation',
    'authorisation.tokenEndpoint',
    'authorisation.scope',
    'types',
  ])
    expect(page).toContain(`\n| \`${field}\` | `);
  for (const option of Object.keys(exportOptions.shape))
    expect(page).toContain(`\n| \`--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}\` | `);
});

test('docs/practice-export.md makes a key that can be used', async () => {
  const [, script = ''] = /node -e "\n([\s\S]+?)"\n/.exec(readFileSync('docs/practice-export.md', 'utf8')) ?? [];
  const cwd = newFolder();
  const open = JSON.parse(execFileSync(process.execPath, ['-e', script], { cwd, encoding: 'utf8' }));
  const file = join(cwd, 'client.json');
  writeFileSync(file, JSON.stringify({ authorisation: { clientId: 'me', key: 'key.json' } }));
  const { credentials, warnings } = await readClientFile(file);
  expect(credentials?.key.publicKey).toEqual(open);
  expect(warnings).toEqual([]);
});
