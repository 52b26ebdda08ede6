import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { isOpenToOthers } from '../../config/private-files.ts';
import { parseJson, readSiteFile } from '../../config/site-file.ts';
import { type SmartKey, smartKeyOf } from '../../smart/key.ts';
import { askedTypes } from './asked-types.ts';
import { exportRefusal } from './refusal.ts';

const maxBytes = 64 * 1024;

const address = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).max(2048);
const origin = address.refine((text) => URL.parse(text)?.origin === text, 'must be an origin, as https://host:port');
const systemScopes = z
  .string()
  .regex(/^system\/[!#-[\]-~]{1,200}( system\/[!#-[\]-~]{1,200}){0,100}$/, 'must be scopes of a system');

const authorisation = z.strictObject({
  clientId: z.string().min(1).max(256),
  /** A file, from this one on, or the JWK itself. */
  key: z.union([z.string().min(1), z.looseObject({ kty: z.string() })], 'must be a file or a private JWK'),
  tokenEndpoint: address.optional(),
  scope: systemScopes.optional(),
});

const clientSchema = z.strictObject({
  authorisation: z.unknown().optional(),
  files: z.array(origin).max(20).default([]),
  level: z.enum(['patient', 'system']).default('patient'),
  types: z.array(z.enum(askedTypes, 'must be types that the history reads')).min(1).optional(),
  allowHttp: z.boolean().default(false),
  allowPrivateAddresses: z.boolean().default(false),
});

/** Who asks for a token, with which key. */
export type Credentials = Omit<z.output<typeof authorisation>, 'key'> & { readonly key: SmartKey };

/** A client file that can be used. Without credentials the server asks for no authorisation. */
export type ExportClient = Omit<z.output<typeof clientSchema>, 'authorisation'> & {
  readonly credentials: Credentials | undefined;
  /** Lines that its operator should read. */
  readonly warnings: readonly string[];
};

/**
 * Reads the file of `--client`, and the key file that it names.
 * @throws ExportRefusal that names the file and the field, and nothing of a key
 */
export async function readClientFile(file: string): Promise<ExportClient> {
  const { authorisation: who, ...client } = parsed(clientSchema, readJson(file), file, []);
  if (who === 'none') return { ...client, credentials: undefined, warnings: [] };
  if (typeof who !== 'object' || who === null)
    throw refused(file, 'authorisation: must be "none", or have clientId and key');
  const { key, ...identity } = parsed(authorisation, who, file, ['authorisation']);
  const keyFile = typeof key === 'string' ? resolve(dirname(file), key) : file;
  const json = typeof key === 'string' ? readJson(keyFile) : key;
  const warning = `${keyFile}: others than its owner may use the private key; chmod 600 ends that`;
  return {
    ...client,
    credentials: { ...identity, key: await keyOf(json, keyFile) },
    warnings: isOpenToOthers(keyFile) ? [warning] : [],
  };
}

async function keyOf(json: unknown, file: string): Promise<SmartKey> {
  try {
    return await smartKeyOf(json);
  } catch (error) {
    throw refused(file, `the key ${error instanceof Error ? error.message : 'can’t be used'}`);
  }
}

function readJson(file: string): unknown {
  try {
    return parseJson(readSiteFile(file, maxBytes, () => {}));
  } catch (error) {
    throw refused(file, error instanceof Error ? error.message : 'can’t be read');
  }
}

function parsed<T extends z.ZodType>(schema: T, json: unknown, file: string, place: readonly string[]): z.output<T> {
  const { data, error } = schema.safeParse(json);
  if (data !== undefined) return data;
  const [issue] = error?.issues ?? [];
  throw refused(file, `${[...place, ...(issue?.path ?? [])].map(String).join('.')}: ${issue?.message}`);
}

function refused(file: string, what: string) {
  return exportRefusal('client-file', `${file}: ${what}`);
}
