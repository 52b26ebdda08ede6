import { createHash } from 'node:crypto';
import type { Code } from '../../../detectors/index.ts';
import type { ClinicianKey } from '../../../history/history.ts';
import type { Pseudonym } from '../../../memory/pseudonyms.ts';
import type { Counts } from '../../counts.ts';
import { playedWith } from '../figures.ts';
import type { ReplayOptions } from '../options.ts';
import { limitsOf, type ReplayConfig } from '../write.ts';

/** A card to judge: its place among those drawn of its detection. */
export interface DrawnCard {
  readonly code: Code;
  readonly place: number;
}

/** An opening of which cards were drawn. */
export interface WantedOpening {
  readonly patient: Pseudonym;
  readonly clinician: ClinicianKey;
  readonly time: number;
  readonly cards: readonly DrawnCard[];
}

/**
 * Draws at most `sample` of the cards of each detection that would have been shown: those with the smallest hashes of the seed and
 * the opening, so that the same seed draws the same cards in whichever order they were counted.
 */
export function drawSample(
  counts: Counts,
  { sample, seed }: Pick<ReplayOptions, 'sample' | 'seed'>,
  config: ReplayConfig,
): readonly WantedOpening[] {
  const cards = playedWith('now', counts, limitsOf(config)).flatMap(({ opening, shown }) =>
    shown.map((code) => {
      const { patient, clinician, time } = opening;
      const chance = createHash('sha256').update(JSON.stringify([seed, code, patient, clinician, time]));
      return { opening, code, chance: chance.digest('hex') };
    }),
  );
  const drawn = [...Map.groupBy(cards, ({ code }) => code).values()].flatMap((ofCode) =>
    ofCode
      .toSorted((a, b) => (a.chance < b.chance ? -1 : 1))
      .slice(0, sample)
      .map((one, place) => ({ ...one, place })),
  );
  return [...Map.groupBy(drawn, ({ opening }) => opening)].map(([{ patient, clinician, time }, own]) => ({
    patient,
    clinician,
    time,
    cards: own.map(({ code, place }) => ({ code, place })),
  }));
}
