import { expect, test } from '@jest/globals';
import { nothingRemembered } from '#src/cards/quieting.ts';
import { chooseFindings, chooseSilently } from '#src/chart/choose-findings.ts';
import type { ChartDependencies } from '#src/chart/dependencies.ts';
import type { OpenedChart } from '#src/chart/opened-chart.ts';
import { type Code, detectors } from '#src/detectors/index.ts';
import { createPseudonyms } from '#src/memory/pseudonyms.ts';
import { fullFacts } from '../../scripts/docs/example-facts.ts';
import { finding, khan } from '../../scripts/docs/example-findings.ts';
import { byRoy, usualTimes } from '../support/example-opening.ts';

const found = [
  finding('usual-clinician-left', { ...fullFacts['usual-clinician-left'], goodbyes: undefined } as never),
  finding('repeated-goodbyes', fullFacts['repeated-goodbyes'] as never),
];
const remembered = { remembered: nothingRemembered, silently: nothingRemembered };
const opened = {
  call: { detectors, anyStaff: false, patientId: 'khan' },
  read: { opening: byRoy, reading: { clinicians: { known: false, why: 'error' } } },
  person: khan,
  pair: { tenant: 'open', patient: 'khan', clinicians: [] },
  found: { all: found, findings: found, withdrawn: [], ...remembered },
} as unknown as OpenedChart;

const given = (speaking?: readonly Code[]) =>
  ({
    policy: {
      ...{ maxCards: 1, cardsPer100: 0, quiet: usualTimes },
      ...{ silent: speaking !== undefined, silentExcept: speaking ?? [] },
    },
    pseudonyms: createPseudonyms(Buffer.alloc(32, 'key')),
  }) as unknown as ChartDependencies;
const shown = (choice: ReturnType<typeof chooseFindings>) =>
  choice.shown.map(({ finding: { code, facts } }) => [code, 'goodbyes' in facts && facts.goodbyes !== undefined]);

test.each([
  ['where nothing is silent, with a sentence about goodbyes', undefined, [['usual-clinician-left', true]], []],
  ['where goodbyes are silent, without it', ['usual-clinician-left'], [['usual-clinician-left', false]], []],
  [
    'where goodbyes speak too, with it',
    ['usual-clinician-left', 'repeated-goodbyes'],
    [['usual-clinician-left', true]],
    [],
  ],
  ['where it is silent, not at all', ['repeated-goodbyes'], [], ['usual-clinician-left']],
] as const)('a departure is shown %s', (_, speaking, expected, silent) => {
  const dependencies = given(speaking);
  expect(shown(chooseFindings(opened, dependencies))).toEqual(expected);
  expect(chooseSilently(opened, dependencies).shown.map(({ finding: { code } }) => code)).toEqual(silent);
});
