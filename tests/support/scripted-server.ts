import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import type { BaseUrl } from '#src/values/base-url.ts';
import { baseUrlOf } from './base-url.ts';

/** What a connection does once a request came on it: bytes are written, `end` closes it and `reset` breaks it off. */
export type Script = readonly (string | Buffer | 'end' | 'reset')[];

export interface ScriptedServer {
  /** Base of a FHIR server. */
  readonly base: BaseUrl;
  /** The start line of each request, and the number of the connection that it came on. */
  readonly requests: readonly { readonly line: string; readonly connection: number }[];
  close(): Promise<void>;
}

/** A server that answers byte by byte as it is told: the nth request gets the nth script, and the last one all others. */
export async function startScriptedServer(...scripts: readonly Script[]): Promise<ScriptedServer> {
  const requests: { line: string; connection: number }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const connection = sockets.size;
    socket.on('error', () => {});
    socket.on('data', (data) => {
      requests.push({ line: data.toString().split('\r\n', 1)[0] ?? '', connection });
      void play(socket, scripts[requests.length - 1] ?? scripts.at(-1) ?? []);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    base: baseUrlOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`),
    requests,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

/** A whole answer of HTTP with this body, as a FHIR server sends it. */
export function answerOf(body: string | Buffer, contentType = 'application/fhir+json'): Buffer {
  const content = Buffer.from(body);
  const head = `HTTP/1.1 200 OK\r\nContent-Type: ${contentType}\r\nContent-Length: ${content.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), content]);
}

async function play(socket: Socket, script: Script): Promise<void> {
  for (const step of script) {
    if (step === 'end') socket.end();
    else if (step === 'reset') socket.resetAndDestroy();
    else await new Promise<void>((written) => socket.write(step, () => written()));
    // So that what is written twice comes in two pieces.
    await new Promise((done) => setTimeout(done, 5));
  }
}
