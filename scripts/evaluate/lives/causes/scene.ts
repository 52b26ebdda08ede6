import type { Patient, Resource } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import type { Worker } from '../practice.ts';
import type { Random } from '../random.ts';
import type { Written } from '../record.ts';

/** Someone who works here; in days before the opening, negative after it. */
export interface Employed {
  readonly kind?: Worker['kind'];
  readonly since?: number;
  /** The last day. */
  readonly until?: number;
  readonly away?: readonly [from: number, to: number];
  /** At work on one day in six weeks. */
  readonly seldom?: boolean;
  /** No role shows the absence. */
  readonly unrecorded?: boolean;
}

/** Who works here, by id. */
export type Staff = Readonly<Record<string, Employed>>;

/** What surrounds a cause. */
export interface Setting {
  readonly age: number;
  readonly gender: 'female' | 'male';
  /** Days since the person registered here. */
  readonly registered: number;
  /** Who opens the chart. */
  readonly user: string;
  /** Ordinary visits a year, none of them in the last `quiet` days before the opening. */
  readonly visits: number;
  readonly quiet: number;
  readonly staff: Staff;
  readonly patient: Partial<Patient>;
}

/** A life in the making; days are given as days before its only opening. */
export interface Scene {
  readonly random: Random;
  readonly record: Written;
  readonly on: Day;
  readonly from: Day;
  readonly setting: Setting;
  user: string;
  /** The Encounter in which the chart is opened, if the call names one. */
  visit?: string;
  /** What the call itself holds. */
  readonly offered: Resource[];
}

/** A person of any age with a few years of visits, opened by the usual doctor or another one. */
export function usualSetting(random: Random): Setting {
  return {
    age: random.integer(25, 75),
    gender: random.chance(0.5) ? 'female' : 'male',
    registered: random.integer(1500, 3000),
    user: random.chance(0.7) ? 'usual' : 'other',
    visits: random.between(2, 6),
    quiet: 0,
    staff: settledStaff,
    patient: {},
  };
}

/** Three doctors and a nurse who have long been here. */
export const settledStaff: Staff = { usual: {}, other: {}, third: {}, nurse: { kind: 'nurse' } };
const longAgo = 5000;

/** The staff as the practice's own record has it. */
export function workersOf(staff: Staff, on: Day): readonly Worker[] {
  return Object.entries(staff).map(([id, { kind = 'gp', since = longAgo, until, away, seldom, unrecorded }]) => ({
    id,
    kind,
    from: on - since,
    to: until === undefined ? undefined : on - until,
    ...(seldom && { seldom }),
    ...(unrecorded && { unrecorded }),
    away: away === undefined ? [] : [{ from: on - away[0], to: on - away[1] }],
  }));
}
