import { buildApp } from './app.ts';
import type { CdsService } from './cds/service.ts';
import type { Collaborators } from './collaborators.ts';
import { detectors } from './detectors/index.ts';
import { createGateway } from './fhir/client.ts';
import { createReader } from './fhir/reader.ts';
import { silentLog } from './observability/log.ts';
import { createMetrics } from './observability/metrics.ts';
import { createMemory } from './store/memory.ts';
import { staffOn } from './warm-up/practice.ts';
import { type Rehearsal, type Rehearsed, warmUp } from './warm-up/warm-up.ts';

/** All cards of a chart, and time enough for code that has never run. */
const differences = { maxCards: 20, cardsPer100: 0, deadlineMs: 10_000, ratePerSecond: 0 } as const;

const forgetful = { record: () => {}, unwritten: () => [], flush: async () => true };

/**
 * The service's calls by a twin of it in this process, which speaks the same words from the same code sets and asks the
 * same store; but nothing of it is logged, counted, audited, traced or remembered, nobody can call it, and it reads from
 * a server of made-up records alone.
 */
export async function* rehearse(
  collaborators: Collaborators,
  services: (collaborators: Collaborators) => readonly CdsService[],
): AsyncGenerator<Rehearsed> {
  const today = collaborators.clock().asOf;
  const closing: (() => Promise<void>)[] = [];
  const open = async (fhirServer: string): Promise<Rehearsal> => {
    const twin = twinOf(collaborators, fhirServer);
    const rehearsed = services(twin);
    const app = await buildApp({
      config: twin.config,
      log: silentLog,
      metrics: twin.metrics,
      audit: { write: () => {} },
      services: rehearsed,
      events: { answered: () => {}, prefetchAlone: () => {} },
      feedback: async () => {},
      admin: undefined,
      detections: { detectors, settingsOf: () => undefined },
      checks: {},
      pressure: {},
    });
    closing.push(() => app.close());
    return {
      services: rehearsed,
      post: async ({ service, body }) => {
        const headers = { 'content-type': 'application/json' };
        const url = `/cds-services/${service}`;
        return (await app.inject({ method: 'POST', url, headers, payload: body })).body;
      },
    };
  };
  try {
    yield* warmUp(open, today);
  } finally {
    await Promise.all(closing.map((close) => close()));
  }
}

function twinOf(collaborators: Collaborators, fhirServer: string): Collaborators {
  const { config, remembering, codeSets, clock } = collaborators;
  const staff = staffOn(clock().asOf);
  return {
    ...collaborators,
    config: { ...config, ...differences, fhirServers: [fhirServer] },
    log: silentLog,
    metrics: createMetrics(),
    reader: createReader({
      timeZone: config.timeZone,
      codeSets,
      staff: { current: () => staff, close: () => {} },
      gateway: createGateway(),
    }),
    // Asks the store, and tells it nothing.
    remembering: { ...remembering, memory: createMemory({ ...remembering.store, gaveUp: () => {} }, forgetful) },
  };
}
