import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { startApp } from '../support/app.ts';
import { ecKey, trusting } from '../support/client-tokens.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const jwk = privateKey.export({ format: 'jwk' });
const client = {
  issuer: 'https://ehr.example.org',
  jwks: { keys: [ecKey().jwk] },
  fhirServers: ['https://fhir.example.org/r4'],
  smart: { clientId: 'secure-base', authentication: 'private_key_jwt', launchOrigins: ['https://ehr.example.org'] },
};

function keyFile(content: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'key.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('SMART_KEY', () => {
  test('is required at the start where a client asks for private_key_jwt', async () => {
    await expect(startApp({ env: trusting([client]) })).rejects.toThrow(/SMART_KEY must be set/);
    const none = { ...client, smart: { ...client.smart, authentication: 'none' } };
    await (await startApp({ env: trusting([none]) })).close();
  });

  test('has its public half served for the EHR to register, and nothing else of it', async () => {
    const site = await startApp({ env: { ...trusting([client]), SMART_KEY: keyFile(jwk) } });
    const { x, y } = publicKey.export({ format: 'jwk' });
    const kid = expect.stringMatching(/^[\w-]{43}$/);
    expect((await site.get('/thread/jwks.json')).json()).toEqual({
      keys: [{ kty: 'EC', crv: 'P-384', x, y, kid, alg: 'ES384', use: 'sig' }],
    });
    await site.close();
  });

  test.each<[string, unknown]>([
    ['that is not there', undefined],
    ['that is no JSON', 'xqsecret'],
    ['that is a public key', publicKey.export({ format: 'jwk' })],
    ['on another curve', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })],
    ['that is symmetric', { kty: 'oct', k: 'xqsecret' }],
    ['that does not fit together', { ...jwk, x: 'xqsecret' }],
  ])('%s refuses to start, in one line that holds nothing of it', async (_, content) => {
    const SMART_KEY = content === undefined ? '/nowhere/key.json' : keyFile(content);
    const error = await startApp({ env: { ...trusting([client]), SMART_KEY } }).catch((thrown: Error) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toMatch(/^SMART_KEY: \S+ [^\n]+$/);
    expect((error as Error).message).not.toMatch(new RegExp(`xqsecret|${String(jwk.d).slice(0, 8)}`));
  });
});
