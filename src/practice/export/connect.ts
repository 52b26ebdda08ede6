import { type Addresses, createAddresses } from './addresses.ts';
import { type Call, createCall } from './call.ts';
import type { ExportClient } from './client-file.ts';
import type { ExportOptions } from './options.ts';
import { createSend } from './send.ts';
import { findTokenService } from './smart.ts';
import type { Limits, Surroundings } from './surroundings.ts';
import { createTokens, noTokens, type Tokens } from './token.ts';

/** The way to one FHIR server. */
export interface Connection {
  readonly call: Call;
  readonly addresses: Addresses;
}

/**
 * Connects a client with its FHIR server; where it has credentials, it finds where tokens are to be had.
 * @throws ExportRefusal
 */
export async function connect(
  { fhirUrl }: Pick<ExportOptions, 'fhirUrl'>,
  client: ExportClient,
  { limits, surroundings: { signal, now } }: { readonly limits: Limits; readonly surroundings: Surroundings },
): Promise<Connection> {
  const addresses = createAddresses(fhirUrl, client);
  const send = createSend(addresses, limits);
  const { credentials } = client;
  let tokens: Tokens = noTokens;
  if (credentials !== undefined) {
    const service = await findTokenService(fhirUrl, credentials, { addresses, send, signal });
    // An export that is stopped may still need a token, to end its job.
    const forTokens = () => (signal.aborted ? AbortSignal.timeout(limits.endMs) : signal);
    tokens = createTokens(credentials, service, { send, signal: forTokens, now });
  }
  return { addresses, call: createCall({ addresses, tokens, send }) };
}
