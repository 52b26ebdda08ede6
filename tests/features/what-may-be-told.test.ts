import { afterEach, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import type { Card } from '#src/cds/protocol.ts';
import { startApp } from '../support/app.ts';
import { prefetchOf } from '../support/chart.ts';
import { type Json, type TellingLife, tellingLives } from '../support/telling-lives.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

/** Opens the chart of someone with low spells, whose last visit was for a headache and is marked so. */
async function opened(marked: object): Promise<string> {
  const site = await startApp({ env: { AS_OF: '2026-11-24', MAX_CARDS: '20', DEADLINE_MS: '5000' } });
  closing.push(site.close);
  const { patient, resources } = tellingLives[0] as TellingLife;
  const record: readonly Json[] = resources.map((one) => (one.id === 'seen-9' ? { ...one, ...marked } : one));
  const answer = await site.post('/cds-services/secure-base-patient-view', {
    hook: 'patient-view',
    hookInstance: crypto.randomUUID(),
    context: { userId: 'Practitioner/dr-brook', patientId: patient },
    prefetch: prefetchOf(record as readonly object[] as readonly Resource[]),
  });
  expect(answer.statusCode).toBe(200);
  const { cards } = answer.json() as { cards: readonly Card[] };
  return JSON.stringify(cards.map(({ source, extension }) => [source.topic?.code, extension]));
}

describe('A visit for a headache, after which low spells came before', () => {
  test('is told where it took place', async () => {
    const told = await opened({});
    expect(told).toContain('illness-signature');
    expect(told).toContain('Encounter/seen-9');
  });

  test.each([
    ['restricted', { meta: { security: [{ code: 'R' }] } }],
    ['very restricted, as one that is still going on', { status: 'in-progress', meta: { security: [{ code: 'V' }] } }],
    ['cancelled', { status: 'cancelled' }],
    ['planned', { status: 'planned' }],
    ['entered in error', { status: 'entered-in-error' }],
    ['of a group', { subject: { reference: 'Group/g' } }],
    ['only a letter', { type: [{ coding: [{ system: 'http://snomed.info/sct', code: '185318008' }] }] }],
  ])('is not told, nor named, where it is %s', async (_, marked) => {
    const told = await opened(marked);
    expect(told).not.toContain('illness-signature');
    expect(told).not.toContain('Encounter/seen-9');
  });
});
