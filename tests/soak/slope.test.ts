import { describe, expect, test } from '@jest/globals';
import { bounds, judge } from '../../scripts/soak/bounds.ts';
import type { Sample } from '../../scripts/soak/sample.ts';
import { slopeOf } from '../../scripts/soak/slope.ts';

/** Twenty minutes of samples every five seconds, starting at 100 with some per cent of noise. */
const series = (growth: number) =>
  Array.from({ length: 240 }, (_, n) => ({ x: n / 12, y: 100 + (growth * n) / 12 + 10 * Math.sin(n) }));

describe('the slope', () => {
  test('of a leak is the leak per minute, whatever the noise', () => {
    expect(slopeOf(series(1.5))).toBeCloseTo(1.5, 1);
  });

  test('of noise is zero', () => {
    expect(slopeOf(series(0))).toBeCloseTo(0, 1);
  });

  test('of a decrease is negative', () => {
    expect(slopeOf(series(-2))).toBeCloseTo(-2, 1);
  });

  test('of one measurement, or none, is zero', () => {
    expect([slopeOf([{ x: 1, y: 5 }]), slopeOf([])]).toEqual([0, 0]);
  });
});

describe('a soak', () => {
  const steady: Sample = {
    minute: 0,
    calls: 0,
    resident: 200,
    heap: 50,
    handles: 30,
    store: 1,
    writeAheadLog: 4,
    lag: 12,
    series: 200,
  };
  const samplesOf = (at: (minute: number) => Partial<Sample>) =>
    Array.from({ length: 20 }, (_, minute) => ({ ...steady, minute, calls: minute * 1200, ...at(minute) }));
  const brokenBy = (at: (minute: number) => Partial<Sample>) =>
    judge(samplesOf(at))
      .filter(({ isMet }) => !isMet)
      .map(({ quantity }) => quantity);

  test('of a stable service exceeds no bound', () => {
    expect(brokenBy(() => ({}))).toEqual([]);
    expect(judge(samplesOf(() => ({})))).toHaveLength(bounds.length);
  });

  test.each([
    ['resident memory, MB a minute', (minute: number) => ({ resident: 200 + minute * 1.2 })],
    ['heap after a collection, MB a minute', (minute: number) => ({ heap: 50 + minute * 0.3 })],
    ['open files and sockets a minute', (minute: number) => ({ handles: 30 + minute })],
    ['series on /metrics a minute', (minute: number) => ({ series: 200 + minute * 2 })],
    ['write-ahead log, MB a minute', (minute: number) => ({ writeAheadLog: 4 + minute })],
    ['store, kB a call', (minute: number) => ({ store: (minute * 1200 * 3.2) / 1024 })],
  ])('breaks the bound of %s where that leaks', (what, leak) => {
    expect(brokenBy(leak)).toEqual([what]);
  });

  test('projects a leak to a day', () => {
    const [memory] = judge(samplesOf((minute) => ({ resident: 200 + minute * 2 })));
    expect(memory?.afterOneDay).toBeCloseTo(200 + 19 * 2 + 2 * 24 * 60, 6);
  });
});
