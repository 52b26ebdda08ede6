import { Transform, type TransformCallback } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';
import { addressOf } from '../values/client-address.ts';

const mib = 1024 * 1024;
/**
 * Bytes of bodies that are being received at one time. In a container of 1 GiB the process takes some 200 MiB at rest and
 * up to 400 MiB while bodies are parsed and read; 256 MiB of them may wait beside that. One client may have a quarter: six
 * bodies of the largest size, or a thousand of an ordinary one.
 */
const most = { ofAll: 256 * mib, ofClient: 64 * mib };
/** What a chunk takes besides its bytes: otherwise a body in pieces of one byte would take a hundred times its size. */
const chunkCost = 256;

/** One body that is being received. */
interface Upload {
  /** Counts a chunk; throws a Problem where there is no room for it. */
  grow(chunk: Buffer): void;
  /** What was counted is let go. */
  end(): void;
}

/**
 * Answers 503 where too much is being received already: before the body is read where its length is given, else at the
 * chunk that is too much. `onReceived` is called when a body is there, and may throw a Problem.
 */
export function limitUploads(app: FastifyInstance, onReceived: (request: FastifyRequest) => void): void {
  const begin = countUploads();
  const uploads = new WeakMap<FastifyRequest, Upload>();
  app.addHook('onRequest', async (request, reply) => {
    const { 'content-length': length = '0', 'transfer-encoding': coding } = request.headers;
    if (request.method !== 'POST' || (length === '0' && coding === undefined)) return;
    const declared = Number(length);
    // What is larger than any body may be is refused without being read.
    const isRead = declared <= request.routeOptions.bodyLimit;
    const upload = begin(request.caller?.client.issuer ?? addressOf(request), isRead ? declared : 0);
    uploads.set(request, upload);
    reply.raw.once('close', upload.end);
  });
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const upload = uploads.get(request);
    if (upload === undefined) return done(null, payload);
    const counted = countedBy(upload, () => onReceived(request));
    payload.once('error', (error) => counted.destroy(error));
    done(null, payload.pipe(counted));
  });
}

/** Begins uploads, each of a client and with so many bytes to come; throws a Problem where there is no room for one. */
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
        // What came of it is dropped with it, and makes room for others.
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

/** Passes a body on while it is counted. */
function countedBy(upload: Upload, onReceived: () => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passing(() => upload.grow(chunk), done, chunk);
    },
    flush(done) {
      upload.end();
      passing(onReceived, done);
    },
  });
}

/** Hands a Problem that is thrown to the stream. */
function passing(check: () => void, done: TransformCallback, chunk?: Buffer): void {
  try {
    check();
  } catch (error) {
    done(error as Problem);
    return;
  }
  done(null, chunk);
}
