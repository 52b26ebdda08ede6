import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { problemOf } from '#src/cds/operation-outcome.ts';
import { registerHealth } from '#src/observability/health.ts';
import { createMetrics } from '#src/observability/metrics.ts';
import { problems } from '#src/problem.ts';
import { startApp } from '../support/app.ts';

let app: FastifyInstance;
let unreviewed: readonly string[] = [];
const works = { store: true, keySets: true };
beforeEach(() => {
  Object.assign(works, { store: true, keySets: true });
  app = fastify();
  const check = (name: keyof typeof works) => async () => {
    if (!works[name]) throw new Error('broken');
  };
  registerHealth(app, {
    metrics: createMetrics(),
    checks: { store: check('store'), keySets: check('keySets') },
    unreviewedLanguages: () => unreviewed,
  });
  app.setErrorHandler((error, _request, reply) => {
    const { kind, where } = problemOf(error);
    return reply.code(problems[kind].status).send(where);
  });
});
afterEach(() => app.close());

test('it is ready while everything works, and else names what does not', async () => {
  expect((await app.inject('/health/ready')).json()).toMatchObject({ status: 'ready' });
  works.store = false;
  const answer = await app.inject('/health/ready');
  expect([answer.statusCode, answer.json()]).toEqual([503, ['store']]);
  works.keySets = false;
  expect((await app.inject('/health/ready')).json()).toEqual(['store', 'keySets']);
});

test('it names the languages that nobody has reviewed, where there are any', async () => {
  expect((await app.inject('/health/live')).json()).not.toHaveProperty('unreviewedLanguages');
  unreviewed = ['nb-NO'];
  for (const path of ['/health/live', '/health/ready'])
    expect((await app.inject(path)).json()).toMatchObject({ unreviewedLanguages: ['nb-NO'] });
  unreviewed = [];
});

test('it is alive all the same', async () => {
  works.store = false;
  expect((await app.inject('/health/live')).statusCode).toBe(200);
});

test('the service is ready while its store is, and answers without it', async () => {
  const site = await startApp();
  expect((await site.get('/health/ready')).statusCode).toBe(200);
  await site.memory.store.close();
  const answer = await site.get('/health/ready');
  expect([answer.statusCode, answer.json().issue[0].diagnostics]).toEqual([503, expect.stringContaining('store')]);
  expect(answer.headers['retry-after']).toBeDefined();
  expect((await site.get('/health/live')).statusCode).toBe(200);
  expect((await site.get('/cds-services')).statusCode).toBe(200);
  await site.app.close();
});
