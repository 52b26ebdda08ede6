import type { Random } from '../random.ts';
import { type Meeting, meet } from './meet.ts';
import { type Scene, type Setting, settledStaff } from './scene.ts';

/** Visits evenly spread over a time, each with the doctor of its letter. */
export interface Visits {
  /** Letters of doctors from the oldest to the newest visit, by period. */
  readonly earlier: string;
  readonly recent: string;
  readonly each: Meeting;
}

const doctors: Readonly<Record<string, string>> = { U: 'usual', O: 'other', T: 'third', F: 'fourth', N: 'nurse' };
export const fourDoctors: Setting['staff'] = { ...settledStaff, fourth: {} };
export const alone = { visits: 0, registered: 2500, staff: fourDoctors };

/** Writes visits by letter, spread between two days before the opening. */
export function writeLetters(scene: Scene, letters: string, from: number, to: number, each: Meeting = {}): void {
  [...letters].forEach((letter, n) => {
    const ago = Math.round(from - ((n + scene.random.between(0.1, 0.9)) * (from - to)) / letters.length);
    meet(scene, ago, { who: doctors[letter] ?? 'usual', ...each });
  });
}

export function shuffled(random: Random, letters: string): string {
  return [...letters]
    .map((letter) => ({ letter, rank: random.unit() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ letter }) => letter)
    .join('');
}

export const urgent: Meeting = {
  priority: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActPriority', code: 'UR' }] },
};
