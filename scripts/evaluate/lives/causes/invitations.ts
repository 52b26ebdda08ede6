import type { CodeableConcept } from '@medplum/fhirtypes';
import type { Random } from '../random.ts';
import type { Cause } from './cause.ts';
import { words } from './codes.ts';
import { drawRepeat, writeRepeat } from './medicine.ts';
import { meet } from './meet.ts';
import type { Scene } from './scene.ts';
import { appointment, message, procedure } from './write.ts';

/** Invitations, the newest last, each for one of these things. */
interface Invited {
  readonly letters: readonly (readonly [about: string, ago: number])[];
}

const reminder: CodeableConcept = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/communication-category', code: 'reminder' }],
};
const things = ['Cervical screening', 'Blood pressure review', 'Influenza vaccination', 'Asthma review'] as const;

function invite(scene: Scene, { letters }: Invited): readonly string[] {
  return letters.map(([about, ago]) => message(scene, ago, { category: [reminder], reasonCode: [words(about)] }));
}

const drawLetters = (random: Random): Invited => ({
  letters: things.slice(random.integer(0, 1)).map((about, n) => [about, 340 - n * 80 - random.integer(0, 60)] as const),
});

export const invitations: Cause<Invited> = {
  code: 'unanswered-invitations',
  plan: drawLetters,
  write: invite,
  lines: [
    { says: 'two invitations', change: ({ letters }) => ({ letters: letters.slice(0, 2) }) },
    {
      says: 'all for one thing',
      change: ({ letters }) => ({ letters: letters.map(([, ago]) => ['Asthma review', ago]) }),
    },
    {
      says: 'more than a year ago',
      change: ({ letters }) => ({ letters: letters.map(([about, ago]) => [about, ago + 370]) }),
    },
    {
      says: 'sent twice on one day',
      change: () => ({
        letters: [
          ['Asthma review', 100],
          ['Asthma review', 100],
          ['Cervical screening', 90],
        ],
      }),
    },
    {
      says: 'declined',
      also: (scene, { letters }) => letters.map(([about, ago]) => procedure(scene, ago - 5, words(about), 'not-done')),
    },
    {
      says: 'done since',
      also: (scene, { letters }) => letters.map(([about, ago]) => procedure(scene, ago - 5, words(about))),
    },
    {
      says: 'visits for them since',
      also: (scene, { letters }) =>
        letters.map(([about, ago]) => meet(scene, ago - 5, { who: 'nurse', type: [words(about)] })),
    },
    {
      says: 'booked',
      also: (scene, { letters }) =>
        letters.map(([about]) => appointment(scene, -10, 3, 'nurse', { reasonCode: [words(about)] })),
    },
    { says: 'new here', change: () => ({ registered: 300 }) },
  ],
};

/** Several patterns of quiet at once. */
export const quietPattern: Cause<Invited> = {
  code: 'quiet-pattern',
  plan: drawLetters,
  write: (scene, invited) => {
    invite(scene, invited);
    writeRepeat(scene, drawRepeat(scene.random));
    for (const n of [0, 1, 2, 3, 4, 5]) {
      const ago = 340 - n * 55;
      appointment(scene, ago, ago + 8, 'usual', { status: n % 2 === 0 ? 'noshow' : 'fulfilled' });
      if (n % 2 === 1) meet(scene, ago);
    }
    return [];
  },
  lines: [
    { says: 'two patterns', change: () => ({ letters: [] }) },
    {
      says: 'the invitations were answered',
      also: (scene, { letters }) => letters.map(([about, ago]) => procedure(scene, ago - 5, words(about))),
    },
  ],
};
