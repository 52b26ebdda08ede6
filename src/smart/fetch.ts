import type { TrustedClient } from '../cds/trusted-clients.ts';

/** Calls one address; follows no redirect, takes a few hundred kilobytes at most, and gives up after some seconds. */
export type Ask = (address: string, init: RequestInit) => Promise<Response>;

/** What a client's servers are called with: it connects only to addresses that the client's entry allows. */
export type FetchForClient = (client: TrustedClient) => Ask;
