import { daysAgo, type Json, subject } from './call.ts';

// Each family overrides what it needs; the days are spread over a lifetime.

export const to = (reference: string): Json => ({ reference });

export const sertraline: Json = { medicationCodeableConcept: { text: 'Sertraline 50mg tablets' } };
export const depressed: Json = { text: 'Depression' };

export function request(i: number, more: Json = sertraline): Json {
  const status = { status: 'active', intent: 'order', subject, authoredOn: daysAgo(i % 700) };
  return { resourceType: 'MedicationRequest', id: `m${i}`, ...status, ...more };
}

export function dispense(i: number, more: Json = sertraline): Json {
  const status = { status: 'completed', subject, whenHandedOver: daysAgo(i % 700) };
  return { resourceType: 'MedicationDispense', id: `d${i}`, ...status, ...more };
}

export function condition(i: number, more: Json): Json {
  return { resourceType: 'Condition', id: `c${i}`, subject, recordedDate: daysAgo(i % 3000), ...more };
}

/** A problem whose text many code sets examine. */
export function pain(i: number, more: Json = {}): Json {
  return condition(i, { code: { text: 'Pain' }, ...more });
}

export function observation(i: number, more: Json): Json {
  const status = { status: 'final', subject, effectiveDateTime: daysAgo(i % 3000) };
  return { resourceType: 'Observation', id: `o${i}`, ...status, ...more };
}

export function appointment(i: number, more: Json = {}): Json {
  const participant = [{ actor: subject }];
  return {
    resourceType: 'Appointment',
    id: `a${i}`,
    status: 'fulfilled',
    start: daysAgo(i % 1000),
    participant,
    ...more,
  };
}

export function communication(i: number, more: Json): Json {
  return { resourceType: 'Communication', id: `k${i}`, status: 'completed', subject, sent: daysAgo(i % 700), ...more };
}

export function task(i: number, more: Json): Json {
  const status = { status: 'requested', intent: 'order', for: subject, authoredOn: daysAgo(i % 300) };
  return { resourceType: 'Task', id: `t${i}`, ...status, ...more };
}

export function referral(i: number, more: Json = {}): Json {
  const status = { status: 'completed', intent: 'order', subject, authoredOn: daysAgo(i % 700) };
  return { resourceType: 'ServiceRequest', id: `s${i}`, ...status, category: [{ text: 'Referral' }], ...more };
}

export function procedure(i: number, more: Json): Json {
  const status = { status: 'completed', subject, performedDateTime: daysAgo(i % 700) };
  return { resourceType: 'Procedure', id: `p${i}`, ...status, ...more };
}

export function flag(i: number, more: Json): Json {
  return { resourceType: 'Flag', id: `f${i}`, status: 'active', subject, ...more };
}
