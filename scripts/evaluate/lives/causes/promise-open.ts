import type { Task } from '@medplum/fhirtypes';
import { person } from '../entries.ts';
import type { Random } from '../random.ts';
import type { Cause } from './cause.ts';
import { words } from './codes.ts';
import { wronglyEntered } from './everyone.ts';
import { dateAgo, meet } from './meet.ts';
import { finding, message, task } from './write.ts';

/** Something that was promised, and when it was due, in days before the opening. */
interface Promised {
  readonly due: number;
  readonly kind: 'call' | 'result' | 'letter';
  readonly more: Partial<Task>;
}

const texts: { readonly [K in Promised['kind']]: readonly [string, ...string[]] } = {
  call: ['Call back', 'Call back patient'],
  result: ['Tell result', 'Give result to patient'],
  letter: ['Send letter'],
};
const open = (random: Random) => random.pick(['requested', 'received', 'accepted', 'ready', 'in-progress'] as const);

export const promiseOpen: Cause<Promised> = {
  code: 'promise-open',
  plan: (random) => {
    const due = random.integer(8, 88);
    return { due, kind: random.pick(['call', 'result', 'letter']), more: { status: open(random) }, quiet: due + 2 };
  },
  write: (scene, { due, kind, more }) => [
    task(scene, due + scene.random.integer(3, 20), {
      code: words(scene.random.pick([...texts[kind]] as [string])),
      restriction: { period: { end: dateAgo(scene, due) } },
      ...more,
    }),
  ],
  lines: [
    ...wronglyEntered,
    { says: 'due less than a week ago', change: (_, random) => ({ due: random.integer(0, 6) }) },
    { says: 'not due yet', change: (_, random) => ({ due: random.integer(-60, -1) }) },
    { says: 'due over three months ago', change: (_, random) => ({ due: random.integer(92, 400) }) },
    {
      says: 'no day by which it is due',
      edit: (resource) => {
        const { restriction: _, ...rest } = resource as Task;
        return rest;
      },
    },
    {
      says: 'done, or withdrawn',
      change: (_, random) => ({
        more: { status: random.pick(['completed', 'cancelled', 'rejected', 'failed', 'draft']) },
      }),
    },
    {
      says: 'called since it was due',
      change: () => ({ kind: 'call' }),
      also: (scene, { due }) => meet(scene, scene.random.integer(1, due), { class: 'VR' }),
    },
    {
      says: 'a letter sent since it was due',
      change: () => ({ kind: 'letter' }),
      also: (scene, { due }) => message(scene, scene.random.integer(1, due), { medium: [words('Letter')] }),
    },
    {
      says: 'met since it was due',
      change: () => ({ kind: 'result' }),
      also: (scene, { due }) => meet(scene, scene.random.integer(1, due - 1)),
    },
    {
      says: 'another kind of task',
      change: (_, random) => ({
        more: {
          status: open(random),
          code: words(random.pick(['Medication review', 'Blood pressure check', 'Register new patient'])),
        },
      }),
    },
    {
      says: 'an entry that is no contact, since',
      fires: true,
      also: (scene) => finding(scene, 3, words('Record reviewed'), { subject: person }),
    },
  ],
};
