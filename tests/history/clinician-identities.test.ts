import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { joinIdentities } from '#src/history/clinician-identities.ts';
import type { IdentityRecord } from '#src/history/registered-number.ts';

const record = (reference: string, family: string | undefined, ...numbers: [string, string][]): IdentityRecord => ({
  reference,
  family,
  numbers: numbers.map(([register, number]) => ({ register, number })),
});
const joined = (records: readonly IdentityRecord[], links: [string, string][] = []) => [
  ...joinIdentities(records, links).people.values(),
];

describe('one clinician is one person, whatever the record calls them', () => {
  test('the same GMC number joins two records, also after a change of name', () => {
    const both = [record('Practitioner/1', 'Shah', ['gmc', '7']), record('Practitioner/2', 'Patel', ['gmc', '7'])];
    expect(joined(both)).toEqual([['Practitioner/1', 'Practitioner/2']]);
    const other = [record('Practitioner/1', 'Shah', ['gmc', '7']), record('Practitioner/2', 'Patel', ['gmc', '8'])];
    expect(joined(other)).toHaveLength(2);
  });

  test.each(['sds', 'nmc', 'gphc', 'hcpc', 'https://ehr.example/guid'])('the same number in %s joins', (register) => {
    expect(
      joined([record('Practitioner/1', 'A', [register, '7']), record('Practitioner/2', 'B', [register, '7'])]),
    ).toHaveLength(1);
    expect(
      joined([record('Practitioner/1', 'A', [register, '7']), record('Practitioner/2', 'A', [register, '8'])]),
    ).toHaveLength(2);
  });

  test('a GMP number joins only where the family name agrees: locums and nurses borrow it', () => {
    const gmp = (...families: (string | undefined)[]) =>
      families.map((family, i) => record(`Practitioner/${i}`, family, ['gmp', 'G1']));
    expect(joined(gmp('Ames', ' AMES '))).toHaveLength(1);
    expect(joined(gmp('Ames', 'Roy'))).toHaveLength(2);
    expect(joined(gmp(undefined, undefined))).toHaveLength(2);
  });

  test('a name alone never joins', () => {
    expect(joined([record('Practitioner/1', 'Ames'), record('Practitioner/2', 'Ames')])).toHaveLength(2);
  });

  test('two doctors with GMC numbers of their own stay two, though they share a local or prescriber number', () => {
    const pair = (number: [string, string], second: string) => [
      record('Practitioner/1', 'Patel', ['gmc', '7'], number),
      record('Practitioner/2', 'Patel', ['gmc', second], number),
    ];
    expect(joined(pair(['gmp', 'G1'], '8'))).toHaveLength(2);
    expect(joined(pair(['local', '0'], '8'))).toHaveLength(2);
    expect(joined(pair(['gmp', 'G1'], '7'))).toHaveLength(1);
  });

  test('the GMC number is surer than a smartcard number', () => {
    const cards = [
      record('Practitioner/1', 'A', ['gmc', '7'], ['sds', '1']),
      record('Practitioner/2', 'A', ['gmc', '7'], ['sds', '2']),
    ];
    expect(joined(cards)).toHaveLength(1);
    const doctors = [
      record('Practitioner/1', 'A', ['gmc', '7'], ['sds', '1']),
      record('Practitioner/2', 'A', ['gmc', '8'], ['sds', '1']),
    ];
    expect(joined(doctors)).toHaveLength(2);
  });

  test.each(['local', 'gmc', 'npi'])('a number in %s that three families hold is a placeholder', (register) => {
    const holders = (...families: string[]) =>
      families.map((family, i) => record(`Practitioner/${i}`, family, [register, '0']));
    expect(joined(holders('A', 'B'))).toHaveLength(1);
    expect(joined(holders('A', 'B', 'C'))).toHaveLength(3);
    expect(joinIdentities(holders('A', 'B', 'C')).holderOf({ register, number: '0' })).toBeUndefined();
  });

  test('a placeholder keeps nobody apart whom another number joins', () => {
    const shared = ['A', 'B', 'C'].map((family, i) => record(`Practitioner/${i}`, family, ['gmc', '0']));
    const one = record('Practitioner/7', 'D', ['gmc', '7'], ['local', '5']);
    const other = record('Practitioner/8', 'C', ['gmc', '0'], ['local', '5']);
    expect(joinIdentities([...shared, one, other]).keyOf('Practitioner/8')).toBe('Practitioner/7');
  });

  test('one person with two ids and three roles is one', () => {
    const records = [record('Practitioner/1', 'A', ['gmc', '7']), record('Practitioner/2', 'A', ['gmc', '7'])];
    const links: [string, string][] = [
      ['PractitionerRole/x', 'Practitioner/1'],
      ['PractitionerRole/y', 'Practitioner/2'],
      ['PractitionerRole/z', 'Practitioner/2'],
    ];
    const identities = joinIdentities(records, links);
    expect(identities.keyOf('PractitionerRole/z')).toBe('Practitioner/1');
    expect(identities.people.get('Practitioner/1')).toHaveLength(5);
  });

  test('a number is found by its one holder, and by nobody where two hold it', () => {
    const identities = joinIdentities([
      record('Practitioner/1', 'A', ['gmp', 'G1'], ['gmc', '7']),
      record('Practitioner/2', 'B', ['gmp', 'G1']),
    ]);
    expect(identities.holderOf({ register: 'gmc', number: '7' })).toBe('Practitioner/1');
    expect(identities.holderOf({ register: 'gmp', number: 'G1' })).toBeUndefined();
    expect(identities.keyOf('Practitioner/9')).toBe('Practitioner/9');
  });

  test('the order of records does not matter', () => {
    const numbers = fc.array(fc.tuple(fc.constantFrom('gmc', 'sds', 'gmp', 'local'), fc.constantFrom('1', '2', '3')), {
      maxLength: 3,
    });
    const someone = fc.record({ family: fc.constantFrom('A', 'B', undefined), numbers });
    const property = fc.property(fc.array(someone, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (people, random) => {
      const records = people.map(({ family, numbers: held }, i) => record(`Practitioner/${i}`, family, ...held));
      const shuffled = records
        .map((one) => ({ one, at: random.next().value }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one);
      expect([...joinIdentities(shuffled).people]).toEqual([...joinIdentities(records).people]);
    });
    fc.assert(property);
  });
});
