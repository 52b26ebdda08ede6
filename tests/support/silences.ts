import { describe, expect, test } from '@jest/globals';
import { silenceSentence } from '#src/cards/silence-sentence.ts';
import { wordsIn } from '#src/cards/words.ts';
import type { Detector, Finding } from '#src/detectors/detector.ts';
import type { SilenceReason } from '#src/detectors/index.ts';
import { isSilent, mayBeGiven, type NotAsked, type Silence } from '#src/detectors/silence.ts';
import type { Person } from '#src/history/history.ts';
import type { Opening } from '#src/history/opening.ts';
import { type Life, openedBy, personOf, resultOf } from './builders.ts';

/** A life in which a detector gives one reason for silence. */
export interface SilentScene {
  readonly life: Life;
  readonly opening?: Opening;
  readonly settings?: object;
  /** Findings of the detections on which it rests. */
  readonly found?: readonly Finding[];
  /** The numbers that it gives. */
  readonly because?: Silence['because'];
}

/**
 * What else answers a 'not on' line: the choice of cards, a part that was not read, or that such entries count for nothing
 * (`not-counted`; then too little is left, or the finding is about the others).
 */
export type HeldElsewhere = 'audience' | 'suppression' | 'another-finding' | 'unread' | 'quiet' | 'not-counted';

const words = wordsIn('en-GB');
const sentenceOf = (silence: Silence, person: Person, { asOf } = openedBy()) =>
  silenceSentence(silence as Silence<SilenceReason>, person, asOf, words);

/**
 * One test for every reason that a detector declares (one that is missing here does not compile), with its sentence; and for
 * each line of its description's 'not on' the reasons that hold it back.
 */
export function givesEverySilence<C extends string, R extends string>(
  detector: Pick<Detector<C, never, never, never, never, R>, 'code' | 'silences'> & { readonly lookBackMonths: number },
  scenes: Readonly<Record<R, SilentScene>>,
  notOn: readonly (readonly (NoInfer<R> | HeldElsewhere | NotAsked)[])[],
): void {
  const one = detector as unknown as Detector;
  describe(`${detector.code} says why it is silent`, () => {
    test.each(Object.entries<SilentScene>(scenes))('%s', (reason, { life, opening, settings, found, because }) => {
      const result = resultOf(one, life, opening, settings, found);
      if (!isSilent(result)) throw new Error(`${detector.code} is not silent`);
      expect(result.silent).toBe(reason);
      if (because !== undefined) expect(result.because).toEqual(because);
      if (mayBeGiven(result)) expect(sentenceOf(result, personOf(life), opening)).toMatch(/^[A-Z0-9].*[^.]\.$/);
      for (const value of Object.values(result.because)) if (typeof value === 'number') expect(value).not.toBeNaN();
    });

    test('for every line that it is not on', () => {
      expect(notOn).toHaveLength(words.wording.descriptions[one.code as 'continuity-fell'].notOn.length);
      expect(notOn.every((reasons) => reasons.length > 0)).toBe(true);
    });

    test('by the reasons that it declares', () => {
      expect(Object.keys(scenes).toSorted()).toEqual([...new Set<string>(detector.silences)].toSorted());
    });
  });
}
