import type { QuietTimes } from '#src/cards/quieting.ts';
import type { Clinician, ClinicianKey } from '#src/history/history.ts';
import type { Opening } from '#src/history/opening.ts';
import { asOf } from '../../scripts/docs/example-findings.ts';

export function opening(user: Opening['user'], overrides: Partial<Opening> = {}): Opening {
  return { asOf, now: asOf * 86_400_000, user, visit: undefined, proposed: [], ...overrides };
}

export const byRoy: Opening = opening({ kind: 'clinician', clinician: 'Practitioner/roy' });

export function clinicians(...list: readonly Partial<Clinician>[]): ReadonlyMap<ClinicianKey, Clinician> {
  const complete = list.map((one) => ({
    key: 'Practitioner/roy',
    references: [one.key ?? 'Practitioner/roy'],
    numbers: [],
    name: undefined,
    read: true,
    active: true,
    roles: undefined,
    ...one,
  }));
  return new Map(complete.map((one) => [one.key, one]));
}

const day = 24 * 60 * 60 * 1000;

/** How long each reason keeps a card quiet by default. */
export const usualTimes: QuietTimes = {
  sameVisit: day / 2,
  shown: 90 * day,
  notNow: 30 * day,
  notRight: 365 * day,
  alreadyKnown: 180 * day,
};
