import { expect, test } from '@jest/globals';
import { faultsOf, readQuery } from './promql.ts';
import { knownSeries } from './series.ts';

const known = knownSeries();

test.each([
  ['sum by (code) (rate(secure_base_cards_total{job="secure-base"}[5m]))', []],
  ['sum(rate(secure_base_cards_total[5m])', ['at 37: sum(rate(secure_base_cards_total[5m])']],
  ['rate(secure_base_cards[5m])', ['no series: secure_base_cards']],
  ['rate(secure_base_cards_total{clinician="a"}[5m])', ['secure_base_cards_total: clinician']],
  ['sum by (patient) (rate(secure_base_cards_total[5m]))', ['grouped by patient']],
  ['1 + 1', ['reads nothing: 1 + 1']],
  ['histogram_quantile(0.9, sum by (le) (rate(secure_base_request_seconds_bucket[$__rate_interval])))', []],
])('%s', (expression, faults) => {
  expect(faultsOf(expression, known)).toEqual(faults);
});

test('a counter is read over a time by a range, or where it is compared with itself before', () => {
  const overTime = (expression: string) => readQuery(expression).selectors.map((one) => one.overTime);
  expect(overTime('secure_base_cards_total > 0')).toEqual([false]);
  expect(overTime('increase(secure_base_cards_total[5m]) > 0')).toEqual([true]);
  expect(overTime('sum(up unless up offset 5m) > 0')).toEqual([true, true]);
});

test('no series is by person or clinician', () => {
  const labels = new Set([...known.values()].flatMap((one) => one.labels));
  const allowed = ['code', 'instance', 'job', 'kind', 'le', 'major', 'method', 'minor', 'outcome', 'part', 'patch'];
  const more = ['reason', 'route', 'service', 'site', 'space', 'status', 'type', 'version', 'why'];
  expect([...labels].toSorted()).toEqual([...allowed, ...more].toSorted());
});
