import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';
import { addressOf } from '../values/client-address.ts';
import type { BodyMemory } from './body-memory.ts';
import { type ReceiveBody, receiveInto } from './receive-body.ts';

const mib = 1024 * 1024;
/**
 * Bytes of request bodies being received at one time. In a container of 1 GiB the process takes about 200 MiB when idle and
 * up to 400 MiB while bodies are parsed; 256 MiB of bodies may wait beside that. One client may have a quarter of it: six
 * bodies of the largest size, or a thousand ordinary ones.
 */
const most = { ofAll: 256 * mib, ofClient: 64 * mib };
/** Overhead of a chunk beside its bytes: a body sent byte by byte would otherwise take a hundred times its size. */
const chunkCost = 256;

/** One body that is being received. */
interface Upload {
  /** Counts a chunk; throws a Problem if there is no room for it. */
  grow(chunk: Buffer): void;
  /** Releases what was counted. */
  end(): void;
}

/**
 * Answers 503 if too much is being received already: before the body is read if its length is given, else at the chunk that
 * exceeds the limit. `onReceived` is called when a body has arrived, and may throw a Problem. Receive the bodies of these
 * routes, into this memory, with the function that is returned.
 */
export function limitUploads(
  app: FastifyInstance,
  memory: BodyMemory,
  onReceived: (request: FastifyRequest) => void,
): ReceiveBody {
  const receive = receiveInto(memory);
  const begin = countUploads();
  const uploads = new WeakMap<FastifyRequest, Upload>();
  app.addHook('onRequest', async (request, reply) => {
    const { 'content-length': length = '0', 'transfer-encoding': coding } = request.headers;
    if (request.method !== 'POST' || (length === '0' && coding === undefined)) return;
    const declared = Number(length);
    // A body over the limit for all is refused without being read.
    const isRead = declared <= request.routeOptions.bodyLimit;
    const upload = begin(request.caller?.client.issuer ?? addressOf(request), isRead ? declared : 0);
    uploads.set(request, upload);
    reply.raw.once('close', upload.end);
  });
  return async (request, payload) => {
    const upload = uploads.get(request);
    const body = await receive(request, payload, (chunk) => upload?.grow(chunk));
    upload?.end();
    try {
      onReceived(request);
    } catch (error) {
      memory.release(body);
      throw error;
    }
    return body;
  };
}

/** Starts an upload of a client with an expected number of bytes; throws a Problem if there is no room for it. */
function countUploads(): (client: string, declared: number) => Upload {
  let ofAll = 0;
  const ofClients = new Map<string, number>();
  return (client, declared) => {
    let [held, come, ended] = [0, 0, false];
    const end = () => {
      if (ended) return;
      ended = true;
      ofAll -= held;
      const left = (ofClients.get(client) ?? 0) - held;
      if (left > 0) ofClients.set(client, left);
      else ofClients.delete(client);
    };
    const hold = (bytes: number) => {
      const ofClient = (ofClients.get(client) ?? 0) + bytes;
      if (ofAll + bytes > most.ofAll || ofClient > most.ofClient) {
        // Dropping the body makes room for others.
        end();
        throw new Problem('overloaded');
      }
      ofAll += bytes;
      held += bytes;
      ofClients.set(client, ofClient);
    };
    hold(declared);
    return {
      grow: ({ length }) => {
        come += length + chunkCost;
        if (!ended && come > held) hold(come - held);
      },
      end,
    };
  };
}
