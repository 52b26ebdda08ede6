import { concept } from '../entries.ts';
import type { Cause } from './cause.ts';
import { words } from './codes.ts';
import { dateAgo } from './meet.ts';
import { writeNote } from './signature-note.ts';
import { problem, task } from './write.ts';

/** Relapses that have ended, the last one of late; by days before the opening. */
interface Relapses {
  readonly onsets: readonly number[];
  readonly ended: number | undefined;
}

const clinical = 'http://terminology.hl7.org/CodeSystem/condition-clinical';

export const write: Cause<Relapses> = {
  code: 'write-signature',
  plan: (random) => {
    const ended = random.integer(2, 55);
    return { onsets: [ended + 900, ended + 500, ended + random.integer(40, 80)], ended };
  },
  write: (scene, { onsets, ended }) => {
    problem(scene, 1300, concept('35489007'));
    return onsets.map((ago, n) => {
      const end = n === onsets.length - 1 ? ended : ago - 50;
      const over = end === undefined ? {} : { abatementDateTime: dateAgo(scene, end) };
      const code = end === undefined ? 'relapse' : 'resolved';
      return problem(scene, ago, concept('191616006'), {
        onsetDateTime: dateAgo(scene, ago),
        clinicalStatus: { coding: [{ system: clinical, code }] },
        ...over,
      });
    });
  },
  lines: [
    { says: 'a first episode', change: ({ onsets }) => ({ onsets: onsets.slice(-1) }) },
    { says: 'it goes on', change: () => ({ onsets: [900, 500, 20], ended: undefined }) },
    {
      says: 'ended over two months ago',
      change: ({ onsets }) => ({ onsets: onsets.map((ago) => ago + 100), ended: 110 }),
    },
    { says: 'an active note', also: (scene) => writeNote(scene, { written: 100, minSigns: 2, status: 'active' }) },
    {
      says: 'a note that was revoked',
      also: (scene) => writeNote(scene, { written: 100, minSigns: 2, status: 'revoked' }),
    },
    { says: 'suicidal risk', also: (scene) => problem(scene, 60, words('Suicidal ideation')) },
    {
      says: 'a task for it was declined',
      also: (scene) =>
        task(scene, 100, {
          status: 'rejected',
          reasonCode: {
            coding: [{ system: 'https://secure-base.org/fhir/CodeSystem/detections', code: 'write-signature' }],
          },
        }),
    },
  ],
};
