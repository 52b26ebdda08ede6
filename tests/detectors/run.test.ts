import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { type Detector, detector, type Finding } from '#src/detectors/detector.ts';
import { restsOnAny, runDetectors } from '#src/detectors/run.ts';
import { type Silence, silent } from '#src/detectors/silence.ts';
import { openedBy, readingOf, today } from '../support/builders.ts';

/** A detection that finds something wherever it is asked to; what it was handed of others is its fact. */
function dummy(code: string, more: Partial<Pick<Detector, 'restsOn' | 'silentWith'>> = {}, needed = 0): Detector {
  return detector({
    code,
    mark: 'Z',
    version: 1,
    audience: { children: true, careHomes: true, hospices: true, anyStaff: true },
    needs: [],
    uses: [],
    ...more,
    lookBackMonths: 0,
    settings: z.object({}),
    silences: ['rests-on-too-few'],
    detect(_history, _opening, _settings, found): Finding | Silence<'rests-on-too-few'> {
      const rested = found.map((one) => one.code).filter((one) => more.restsOn?.includes(one));
      if (rested.length < needed) return silent('rests-on-too-few', { found: rested.length, needs: needed });
      const span = { from: today, to: today };
      return { code, facts: { rested }, counted: [], notCounted: [], span, number: 0, unit: 'visits', changeKey: code };
    },
  });
}
const loss = dummy('loss');
const pattern = dummy('pattern', { restsOn: ['loss', 'gap'] }, 2);
const next = dummy('next', { restsOn: ['loss', 'pattern'] }, 1);
const anniversary = dummy('anniversary', { silentWith: ['loss'] });
const codesOf = (detectors: readonly Detector[], ...silenced: string[]) =>
  runDetectors(detectors, readingOf({}), openedBy(), new Map(), new Set(silenced)).findings.map(({ code }) => code);

test('what is silenced for everyone is still found, and nothing rests on it, at any remove', () => {
  const all = [next, pattern, loss, dummy('gap')];
  expect(codesOf(all)).toEqual(['loss', 'gap', 'pattern', 'next']);
  expect(codesOf(all, 'gap')).toEqual(['loss', 'gap', 'next']);
  expect(codesOf(all, 'loss')).toEqual(['loss', 'gap']);
  expect(codesOf(all, 'next')).toEqual(['loss', 'gap', 'pattern', 'next']);
});

test('a detection may be silent with another, also where that finds nothing now', () => {
  expect(codesOf([anniversary, loss])).toEqual(['anniversary', 'loss']);
  expect(codesOf([anniversary, loss], 'loss')).toEqual(['loss']);
  expect(codesOf([anniversary], 'loss')).toEqual([]);
});

test('a second run is needed only where one rests on a silenced code or is silent with it', () => {
  expect(restsOnAny([loss, next], new Set(['loss']))).toBe(true);
  expect(restsOnAny([anniversary], new Set(['loss']))).toBe(true);
  expect(restsOnAny([loss, next, anniversary], new Set(['gap', 'next']))).toBe(false);
});

test('a detection that finds nothing gives its reason, and one that can’t look back far enough how far it could', () => {
  const { silent: silences } = runDetectors([next], readingOf({}), openedBy());
  expect(silences).toEqual([
    { code: 'next', silence: { silent: 'rests-on-too-few', because: { found: 0, needs: 1 } } },
  ]);
  const young = { ...loss, lookBackMonths: 24 };
  const newcomer = readingOf({ person: { registeredSince: today - 100 } });
  expect(runDetectors([young], newcomer, openedBy())).toMatchObject({
    findings: [],
    silent: [{ code: 'loss', silence: { silent: 'observed-too-briefly', because: { months: 3, needs: 24 } } }],
  });
  expect(runDetectors([young], readingOf({ person: { registeredSince: today - 731 } }), openedBy()).silent).toEqual([]);
  const unknown = readingOf({ person: { registeredSince: undefined } });
  expect(runDetectors([young], unknown, openedBy()).silent).toMatchObject([{ silence: { silent: 'never-observed' } }]);
});
