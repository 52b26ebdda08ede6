import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { type Bench, path, publicUrl, type Row } from './bench.ts';
import { load } from './load.ts';

const calls = 1500;

/** The cost of a signed token in each call, which is verified and recorded as used before the response. */
export async function* measureTokens(bench: Bench): AsyncGenerator<Row> {
  const client = await createClient('https://ehr.example.org', `${publicUrl}${path}`);
  const clients = join(bench.folder, 'clients.json');
  writeFileSync(clients, JSON.stringify(client.file));
  const [open, signed] = [
    await bench.service(),
    await bench.service({ TRUSTED_CLIENTS: clients, RATE_LIMIT_PER_SECOND: '0' }),
  ];
  const body = bench.body(200);
  const cpu = async (server: typeof open, token?: () => string) =>
    (await load({ server, path, body, ...(token && { token }) }, { calls })).cpuMsPerCall;
  const fresh = async () => {
    const tokens = await client.sign(calls);
    return () => tokens.pop() ?? '';
  };
  await cpu(open);
  await cpu(signed, await fresh());
  const [without, withToken] = [await cpu(open), await cpu(signed, await fresh())];
  yield {
    measured: 'verification of one ES384 token, alone',
    result: `${(await client.verification(1000)).toFixed(2)} ms`,
  };
  yield {
    measured: 'CPU that a token adds to a call',
    result: `${(withToken - without).toFixed(2)} ms (${without.toFixed(2)} to ${withToken.toFixed(2)})`,
  };
  await Promise.all([open.stop(), signed.stop()]);
}

/** A client of the service that signs with ES384. */
interface BenchClient {
  /** Its entry in the TRUSTED_CLIENTS file. */
  readonly file: object;
  /** `count` one-time tokens. */
  sign(count: number): Promise<string[]>;
  /** Mean time to verify one token, in ms, over `count`. */
  verification(count: number): Promise<number>;
}

/** Creates a client with its own keys for calls of one URL. */
async function createClient(issuer: string, audience: string): Promise<BenchClient> {
  const { privateKey, publicKey } = await generateKeyPair('ES384');
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES384', use: 'sig' }] };
  const sign = (count: number) =>
    Promise.all(
      Array.from({ length: count }, () =>
        new SignJWT({ jti: crypto.randomUUID() })
          .setProtectedHeader({ alg: 'ES384', kid: 'bench', typ: 'JWT' })
          .setIssuer(issuer)
          .setAudience(audience)
          .setIssuedAt()
          .setExpirationTime('1h')
          .sign(privateKey),
      ),
    );
  return {
    file: { clients: [{ issuer, jwks }] },
    sign,
    verification: async (count) => {
      const [tokens, keys] = [await sign(count), createLocalJWKSet(jwks)];
      const started = performance.now();
      for (const token of tokens) await jwtVerify(token, keys, { issuer, audience, algorithms: ['ES384'] });
      return (performance.now() - started) / count;
    },
  };
}
