import { expect, test } from '@jest/globals';
import { sumByCode, sumSilentByCode } from '#src/admin/statement/sum-by-code.ts';
import { line, monday, weekMs } from './counted.ts';

test('weeks are added up by detection, in the order of the codes', () => {
  const lines = [
    line({ code: 'b', findings: 3, shown: 1, held: { budget: 2 }, accepted: 1 }),
    line({ code: 'a', findings: 4, shown: 4, ignored: 4 }),
    line({ code: 'b', week: monday + weekMs, findings: 5, shown: 2, held: { budget: 1, retired: 2 }, ignored: 2 }),
  ];
  const held = new Map([
    ['budget', 3],
    ['retired', 2],
  ]);
  expect(sumByCode(lines)).toEqual([
    { code: 'a', found: 4, shown: 4, held: new Map(), accepted: 0, overridden: new Map(), unanswered: 4 },
    { code: 'b', found: 8, shown: 3, held, accepted: 1, overridden: new Map(), unanswered: 2 },
  ]);
  expect(sumSilentByCode(lines)[1]).toEqual({ code: 'b', found: 8, shown: 3, held });
});

test('a reason that is not ours is counted without its text', () => {
  const overridden = Object.assign(Object.create(null), {
    'already-known': 2,
    '': 3,
    'Mrs Holloway was upset': 4,
    constructor: 1,
  });
  const [counted] = sumByCode([line({ overridden })]);
  expect(Object.fromEntries(counted?.overridden ?? [])).toEqual({ 'already-known': 2, 'no-reason': 3, unlisted: 5 });
});
