import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { byPlace, type Chosen } from '#src/cards/choose.ts';
import { sharePlaces } from '#src/cards/share-places.ts';
import { type Code, codes } from '#src/detectors/index.ts';
import { codesBuilt, fullFacts } from '../../scripts/docs/example-facts.ts';
import { finding } from '../../scripts/docs/example-findings.ts';

const chosen = (code: Code): Chosen => ({
  finding: finding(code, fullFacts[code] as never),
  material: code,
  again: undefined,
});
const codesOf = (shown: readonly Chosen[]) => shown.map(({ finding: { code } }) => code);

describe('places that two choices share', () => {
  test('go to the first in the order of cards', () => {
    const silent = { shown: [chosen('bereavement'), chosen('late-presentation')], held: [] };
    const others = [chosen('usual-clinician-left')];
    const withPlaces = (places: number) => codesOf(sharePlaces(silent, others, places).shown);
    expect([0, 1, 2, 3].map(withPlaces)).toEqual([
      [],
      ['bereavement'],
      ['bereavement'],
      ['bereavement', 'late-presentation'],
    ]);
    expect(sharePlaces(silent, others, 2).held).toEqual([{ code: 'late-presentation', why: 'over-limit' }]);
  });

  test('are those of one list of all, of which only one choice is given', () => {
    const split = fc.record({
      all: fc.shuffledSubarray([...codesBuilt]),
      silent: fc.subarray([...codes]),
      places: fc.nat({ max: codes.length }),
    });
    fc.assert(
      fc.property(split, ({ all, silent, places }) => {
        const inOrder = all.map(chosen).sort((a, b) => byPlace(a.finding, b.finding));
        const isSilent = ({ finding: { code } }: Chosen) => silent.includes(code);
        const own = inOrder.filter(isSilent);
        const { shown, held } = sharePlaces(
          { shown: own, held: [] },
          inOrder.filter((one) => !isSilent(one)),
          places,
        );
        expect(codesOf(shown)).toEqual(codesOf(inOrder.slice(0, places).filter(isSilent)));
        expect([...codesOf(shown), ...held.map(({ code }) => code)]).toEqual(codesOf(own));
      }),
    );
  });
});
