import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { OperationOutcome } from '#src/cds/protocol.ts';
import { routePath } from '#src/http/normalize-url.ts';
import { startApp } from '../../support/app.ts';
import { ecKey, issuer, trusting } from '../../support/client-tokens.ts';
import { sendRaw } from '../../support/raw-request.ts';
import type { Target } from '../target.ts';
import { textsOf } from '../texts.ts';

interface RequestLine {
  readonly method: string;
  readonly address: string;
}

const parts = [
  '/',
  '//',
  '/cds-services',
  '/cds%2Dservices',
  '/CDS-Services',
  '/secure-base-patient-view',
  '/feedback',
  '/prefix',
  '/health/live',
  '/health/ready',
  '/metrics',
  '/detections',
  '/gone-quiet',
  '/openapi.json',
  '/admin/summary',
  '/demo',
  '%2F',
  '%2e%2e',
  '%',
  '%zz',
  '%00',
  '%C0%AF',
  '%ED%A0%80',
  '..',
  '.',
  ';',
  '?',
  '?a=b&a[]=c',
  '#',
  '\\',
  'http://other.example.org',
  'HTTPS://',
  '@',
  ':80',
  '*',
  'é',
  '__proto__',
  'constructor',
  'a',
];
const starts = [
  '',
  '/',
  '/prefix',
  '/cds-services',
  '/cds-services/secure-base-patient-view',
  '/detections',
  '/health',
];
const methods = ['GET', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND', 'get', 'X'];

/** Addresses as they come over a socket, where a client must say who calls: none leads round that. */
export const address: Target<RequestLine> = {
  name: 'address',
  inputs: fc.record({
    method: fc.constantFrom(...methods),
    address: fc
      .tuple(fc.constantFrom(...starts), fc.oneof(fc.constant(''), textsOf(parts)))
      .map((both) => both.join('')),
  }),
  runs: 1500,
  reach: 0.1,
  start: async () => {
    const site = await startApp({
      env: {
        ...trusting([{ issuer, jwks: { keys: [ecKey().jwk] } }]),
        PUBLIC_URL: 'https://cds.example.org/prefix',
        ADMIN_TOKEN: 'a-token-of-thirty-two-characters',
      },
    });
    await site.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = site.app.server.address() as AddressInfo;
    return {
      try: async ({ method, address: target }) => {
        assert.ok(routePath(target, '/prefix').length <= target.length + 1);
        const rest = 'HTTP/1.1\r\nHost: cds.example.org\r\nConnection: close\r\n\r\n';
        const { status, body } = await sendRaw(port, `${method} ${target} ${rest}`);
        assert.ok(status >= 200 && status < 500, `answers ${status}`);
        if (status >= 400 && method !== 'HEAD') OperationOutcome.strict().parse(JSON.parse(body));
        assert.ok(!/^\{"(?:services|cards|openings)"/.test(body), 'lets anyone in');
        return status === 200 || status === 401;
      },
      stop: site.close,
    };
  },
};
