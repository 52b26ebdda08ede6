import { randomUUID } from 'node:crypto';
import { isoDay, parseDay } from '#src/history/calendar.ts';
import { exampleCall } from '../support/example.ts';
import { untilToday } from '../support/today.ts';

/**
 * A writer of the bodies of calls about the example's chart, as another person's, with earlier visits to the same doctor up
 * to this number of encounters.
 */
export function callWithEncounters(encounters: number): (patientId: string, userId: string) => string {
  const call = exampleCall({ hook: 'patient-view' });
  const { entry = [] } = call.prefetch?.encounters as { entry?: { resource: { id: string; period: object } }[] };
  const [first] = entry;
  if (first === undefined) throw new Error('the example has no encounter');
  const firstDay = parseDay('2023-02-07') ?? 0;
  for (let earlier = 1; entry.length < encounters; earlier += 1) {
    const day = isoDay(firstDay - 30 * earlier);
    const period = { start: `${day}T09:00:00+00:00`, end: `${day}T09:15:00+00:00` };
    entry.push({ resource: { ...first.resource, id: `earlier-${earlier}`, period } });
  }
  const text = untilToday(JSON.stringify(call));
  return (patientId, userId) =>
    text
      .replaceAll('margaret-holloway', patientId)
      .replace('Practitioner/sam-khan', userId)
      .replace(call.hookInstance, randomUUID());
}
