import { concept } from '../entries.ts';
import type { Random } from '../random.ts';
import type { Cause } from './cause.ts';
import { type Note, symptoms, writeNote } from './signature-note.ts';
import { appointment, problem } from './write.ts';

const soon = (random: Random) => random.integer(1, 26);

export const shared: Cause<Note> = {
  code: 'shared-signature',
  plan: (random) => ({
    written: random.integer(60, 600),
    minSigns: 2,
    seen: [soon(random), random.chance(0.5) ? soon(random) : undefined],
    missed: soon(random),
    status: 'active',
  }),
  write: (scene, plan) => {
    const note = writeNote(scene, plan);
    const { 'poor sleep': first, headaches: second } = symptoms;
    const signs = plan.seen.flatMap((ago, n) =>
      ago === undefined ? [] : [problem(scene, ago, concept(n === 0 ? first : second))],
    );
    const missed =
      plan.missed === undefined
        ? []
        : [appointment(scene, plan.missed, plan.missed + 9, 'usual', { status: 'noshow' })];
    return [note, ...signs, ...missed];
  },
  lines: [
    {
      says: 'a draft, revoked, on hold or completed',
      change: (_, random) => ({
        status: random.pick(['draft', 'revoked', 'on-hold', 'completed', 'entered-in-error']),
      }),
    },
    { says: 'fewer signs than agreed', change: ({ seen }) => ({ seen: seen.slice(0, 1), missed: undefined }) },
    { says: 'longer ago than agreed', change: () => ({ seen: [40, 45], missed: 50 }) },
    { says: 'before it was written', change: () => ({ written: 1, seen: [10, 12], missed: 14 }) },
  ],
};
