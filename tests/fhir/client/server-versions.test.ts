import { describe, expect, jest, test } from '@jest/globals';
import { createServerVersions } from '#src/fhir/client/server-versions.ts';

const hours = 60 * 60 * 1000;
const statement = (fhirVersion: unknown, resourceType = 'CapabilityStatement') => ({ resourceType, fhirVersion });
const settled = () => new Promise((done) => setImmediate(done));

/** Versions over a clock that is moved by hand, and what was asked. */
function watched(most?: number) {
  let now = 0;
  const asked: string[] = [];
  const versions = createServerVersions(most, () => now);
  const of = async (server: string, ...[answer]: readonly unknown[]) => {
    const before = versions.of(server, () => {
      asked.push(server);
      return Promise.resolve(answer === undefined ? statement('4.0.1') : answer);
    });
    await settled();
    return before === undefined || before === 'other' ? before : before.name;
  };
  return { of, asked, pass: (ms: number) => (now += ms) };
}

describe('what a server says of itself', () => {
  test('is asked for once, and known from then on', async () => {
    const { of, asked } = watched();
    expect(await of('a', statement('5.0.0'))).toBeUndefined();
    expect([await of('a'), await of('a')]).toEqual(['R5', 'R5']);
    expect(asked).toEqual(['a']);
  });

  test('is asked for once by calls at the same time', () => {
    const versions = createServerVersions();
    let count = 0;
    const ask = () => {
      count += 1;
      return new Promise<unknown>(() => {});
    };
    for (let call = 0; call < 5; call += 1) expect(versions.of('a', ask)).toBeUndefined();
    expect(count).toBe(1);
  });

  test('is asked for again after six hours, while what was known goes on', async () => {
    const { of, asked, pass } = watched();
    await of('a', statement('3.0.2'));
    pass(6 * hours - 1);
    expect(await of('a')).toBe('STU3');
    expect(asked).toHaveLength(1);
    pass(1);
    expect([await of('a', statement('4.0.1')), await of('a')]).toEqual(['STU3', 'R4']);
    expect(asked).toHaveLength(2);
  });

  test.each([
    ['nothing', ''],
    ['another resource', statement('4.0.1', 'Patient')],
    ['no version', statement(undefined)],
    ['a number', statement(4)],
    ['a text', '4.0.1'],
    ['null', null],
  ])('%s leaves it unknown, and is asked for again after five minutes', async (_, answer) => {
    const { of, asked, pass } = watched();
    await of('a', answer);
    pass(5 * 60 * 1000 - 1);
    expect(await of('a')).toBeUndefined();
    expect(asked).toHaveLength(1);
    pass(1);
    expect([await of('a'), await of('a')]).toEqual([undefined, 'R4']);
  });

  test('a question that throws leaves it unknown, and ends nothing', async () => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    const versions = createServerVersions();
    expect(versions.of('a', () => Promise.reject(new Error('gone')))).toBeUndefined();
    await settled();
    await settled();
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  test('what was known outlasts a failure', async () => {
    const { of, pass } = watched();
    await of('a', statement('5.0.0'));
    pass(6 * hours);
    await of('a', null);
    expect(await of('a')).toBe('R5');
  });

  test('a version that no table is of is known to be another; DSTU2 calls its statement Conformance', async () => {
    const { of } = watched();
    await of('a', statement('6.0.0'));
    await of('b', statement('1.0.2', 'Conformance'));
    expect([await of('a'), await of('b')]).toEqual(['other', 'other']);
  });

  test('so many servers are kept, and the one asked longest ago goes', async () => {
    const { of, asked } = watched(2);
    for (const server of ['a', 'b', 'c']) await of(server);
    expect([await of('c'), await of('b'), await of('a')]).toEqual(['R4', 'R4', undefined]);
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
  });
});
