import { expect, test } from '@jest/globals';
import type { CarePlan, Resource, Task } from '@medplum/fhirtypes';
import { prefetchOf, readChart, record } from '../../support/chart.ts';

// What stands in a resource may be the name of something that every object has.
const inherited = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];

const detections = 'https://secure-base.org/fhir/CodeSystem/detections';
const signs = 'https://secure-base.org/fhir/StructureDefinition/illness-signature';
const subject = { reference: 'Patient/p' };

test.each(inherited)('a Task whose status is %p is one that is still open', async (status) => {
  const task = {
    resourceType: 'Task',
    id: 't',
    for: subject,
    intent: 'order',
    status: status as Task['status'],
    reasonCode: { coding: [{ system: detections, code: 'write-signature' }] },
  } satisfies Task;
  const { reading } = await readChart({ prefetch: prefetchOf([...record, task]) });
  expect(reading.followUps.known && reading.followUps.value.map(({ state }) => state)).toEqual(['open']);
});

test.each(inherited)('a CarePlan with signs whose status is %p is no follow-up', async (status) => {
  const plan = {
    resourceType: 'CarePlan',
    id: 'c',
    subject,
    intent: 'plan',
    status: status as CarePlan['status'],
    extension: [{ url: signs, extension: [] }],
  } satisfies CarePlan;
  const { reading } = await readChart({ prefetch: prefetchOf([...record, plan]) });
  expect(reading.followUps).toEqual({ known: true, value: [] });
});

test.each(inherited)('a resource with the id %p is read as any other', async (id) => {
  const condition = { resourceType: 'Condition', id, subject, code: { text: 'Hay fever' } } as Resource;
  const { reading } = await readChart({ prefetch: prefetchOf([...record, condition]) });
  const found = reading.conditions.known ? reading.conditions.value : [];
  expect(found.map(({ reference }) => reference)).toContain(`Condition/${id}`);
});
