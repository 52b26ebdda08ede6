import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import { userAgent } from '#src/values/build.ts';
import { exampleCall } from '../support/example.ts';
import { endServices, startService } from '../support/process.ts';

let collector: Server | undefined;
afterEach(async () => {
  await endServices();
  collector?.close();
});

/** A collector of OpenTelemetry traces on loopback, and what it was sent. */
async function startCollector() {
  const sent: string[] = [];
  collector = createServer(async (request, response) => {
    sent.push(`${request.url} ${request.headers['user-agent']} ${await text(request)}`);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  return { address: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`, sent };
}

/** As a caller that traces sends it (W3C Trace Context). */
const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** Opens a chart, then asks for an address that tells a name. */
async function call(address: string) {
  const headers = { 'content-type': 'application/json', traceparent };
  const body = JSON.stringify(exampleCall({ hook: 'patient-view' }));
  const answer = await fetch(`${address}/cds-services/secure-base-patient-view`, { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
  expect((await fetch(`${address}/margaret?patient=holloway`)).status).toBe(404);
}

test('spans of requests go where the standard variables say, by route, and tell nothing of a person', async () => {
  const { address: endpoint, sent } = await startCollector();
  const service = await startService({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: 'named-here' });
  await call(service.address);
  const ended = once(service.child, 'exit');
  service.child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  const all = sent.join('\n');
  expect(all).toContain(`/v1/traces ${userAgent()} `);
  expect(all).toContain('service.version');
  expect(all).toContain('/cds-services/secure-base-patient-view');
  expect(all).toContain('named-here');
  expect(all).toContain(traceparent.split('-')[1]);
  expect(all).not.toMatch(/margaret|holloway|sam-khan|ayla/i);
}, 20_000);

test.each([
  ['without them', {}],
  ['where they turn it off', { OTEL_SDK_DISABLED: 'TRUE' }],
  ['where they name no exporter', { OTEL_TRACES_EXPORTER: 'none' }],
])(
  '%s nothing is traced',
  async (name, more) => {
    const { address: endpoint, sent } = await startCollector();
    const service = await startService({
      ...(name !== 'without them' && { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }),
      ...more,
    });
    await call(service.address);
    const ended = once(service.child, 'exit');
    service.child.kill('SIGTERM');
    await ended;
    expect(sent).toEqual([]);
  },
  20_000,
);
