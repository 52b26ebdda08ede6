import type { Appointment } from '@medplum/fhirtypes';
import { person } from '../entries.ts';
import { unhappy } from './abrupt-move.ts';
import type { Cause } from './cause.ts';
import { words } from './codes.ts';
import { writeUsual } from './departures.ts';
import { at, dateAgo, meet } from './meet.ts';
import { type Scene, type Setting, settledStaff } from './scene.ts';

/** An appointment that is being booked, in days ahead. */
interface Booking {
  readonly ahead: number;
  readonly who: string;
  readonly more: Partial<Appointment>;
}

const setting = { visits: 0, registered: 2500, more: {} };

function propose(scene: Scene, { ahead, who, more }: Booking): void {
  scene.offered.push({
    resourceType: 'Appointment',
    id: `slot-${scene.offered.length + 1}`,
    status: 'proposed',
    start: at(scene, -ahead, 10),
    end: at(scene, -ahead, 11),
    participant: [
      { actor: person, status: 'accepted' },
      { actor: { reference: `Practitioner/${who}` }, status: 'needs-action' },
    ],
    ...more,
  });
}

const write = (scene: Scene, plan: Booking) => {
  writeUsual(scene, 20);
  propose(scene, plan);
  return [];
};
const staff = (how: Setting['staff'][string]): Partial<Setting> => ({ staff: { ...settledStaff, usual: how } });

export const elsewhere: Cause<Booking> = {
  code: 'booking-elsewhere',
  plan: (random) => ({ ...setting, ahead: random.integer(4, 60), who: 'third' }),
  write,
  lines: [
    { says: 'with the usual doctor', change: () => ({ who: 'usual' }) },
    { says: 'another slot is with the usual doctor', also: (scene, plan) => propose(scene, { ...plan, who: 'usual' }) },
    { says: 'with a nurse', change: () => ({ who: 'nurse' }) },
    { says: 'the person cancelled the usual doctor, unhappy', also: (scene) => unhappy(scene, 15) },
    { says: 'within two days', change: () => ({ ahead: 1 }) },
    {
      says: 'with someone well known too',
      also: (scene) => Array.from({ length: 8 }, (_, n) => meet(scene, 30 + 40 * n, { who: 'third' })),
    },
    {
      says: 'a walk-in or emergency',
      change: (_, random) => ({
        more: {
          appointmentType: {
            coding: [
              { system: 'http://terminology.hl7.org/CodeSystem/v2-0276', code: random.pick(['WALKIN', 'EMERGENCY']) },
            ],
          },
        },
      }),
    },
    {
      says: 'one of a planned series',
      change: (_, random) => ({
        more: { serviceType: [words(random.pick(['Vaccination', 'Antenatal clinic', 'Dressing']))] },
      }),
    },
    { says: 'the usual doctor leaves soon after', change: ({ ahead }) => staff({ until: -ahead - 30 }) },
    { says: 'the usual doctor is away then', change: ({ ahead }) => staff({ away: [0, -ahead - 20] }) },
    { says: 'the usual doctor has left', change: () => staff({ until: 10 }) },
    { says: 'with someone who was not read', change: () => ({ who: 'stranger' }) },
    { says: 'new here', change: () => ({ registered: 300 }) },
  ],
};

export const afterLeaving: Cause<Booking> = {
  code: 'booking-after-leaving',
  plan: (random) => {
    const until = random.integer(3, 20);
    return {
      ...setting,
      ...staff({ until: -until }),
      ahead: until + random.integer(1, 60),
      who: 'usual',
      user: 'usual',
    };
  },
  write,
  lines: [
    { says: 'on the last day or before', change: () => ({ ...staff({ until: -40 }), ahead: 40 }) },
    { says: 'with another doctor', change: () => ({ who: 'other' }) },
    { says: 'a trainee, whose changeover it is', change: () => staff({ kind: 'trainee', since: 900, until: -10 }) },
    {
      says: 'another role here goes on',
      also: (scene) =>
        scene.record.write(scene.on - 10, {
          resourceType: 'PractitionerRole',
          id: 'again',
          active: true,
          practitioner: { reference: 'Practitioner/usual' },
          organization: { reference: 'Organization/practice' },
          code: [{ coding: [{ system: 'http://snomed.info/sct', code: '62247001' }] }],
          period: { start: dateAgo(scene, 10) },
        }),
    },
    {
      says: 'all roles end on one day',
      change: () => ({
        staff: {
          usual: { until: -10 },
          other: { until: -10 },
          third: { until: -10 },
          nurse: { kind: 'nurse', until: -10 },
        },
      }),
    },
    { says: 'new here', change: () => ({ registered: 300 }) },
  ],
};
