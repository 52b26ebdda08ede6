import { expect, test } from '@jest/globals';
import { createPseudonyms } from '#src/memory/pseudonyms.ts';

const key = Buffer.alloc(32, 7);
const { patient, clinician, material } = createPseudonyms(key);

test('a person has the same pseudonym under the same key, and another under any other key', () => {
  expect(patient('open', '1')).toBe(createPseudonyms(Buffer.from(key)).patient('open', '1'));
  expect(patient('open', '1')).not.toBe(createPseudonyms(Buffer.alloc(32, 8)).patient('open', '1'));
});

test('a pseudonym is an HMAC-SHA-256 in base64url, which reveals nothing about the person', () => {
  expect(patient('open', 'margaret-holloway')).toMatch(/^[\w-]{43}$/);
  // RFC 2104, computed independently: printf '["patient","open","1"]' | openssl dgst -sha256 -mac HMAC -macopt
  // hexkey:0707… -binary | basenc --base64url
  expect(patient('open', '1')).toBe('nc0ykKIC0GUJgUjCGqL5r2Z8L_h41pS5Ge5SqechDSc');
});

test('tenants, kinds of people, and parts with the same concatenation have different pseudonyms', () => {
  const all = [
    patient('a', '1'),
    patient('b', '1'),
    patient('a', '2'),
    ...clinician('a', ['1']),
    material('a', '1', 'x', 'y'),
    material('a', '1', 'xy', ''),
    patient('a1', ''),
  ];
  expect(new Set(all).size).toBe(all.length);
});

test('a clinician has one for each identifier, in order and without duplicates', () => {
  const names = ['PractitionerRole/2', 'Practitioner/1', 'gmc|7', 'Practitioner/1'];
  const [role, practitioner, number, ...more] = clinician('a', names);
  expect([role, practitioner, number]).toEqual(names.slice(0, 3).flatMap((name) => clinician('a', [name])));
  expect(more).toEqual([]);
});

test('pseudonyms under the previous key are available and differ from the current ones', () => {
  const former = Buffer.alloc(32, 8);
  const both = createPseudonyms(key, former);
  expect(both.patient('open', '1')).toBe(patient('open', '1'));
  expect(both.former?.patient('open', '1')).toBe(createPseudonyms(former).patient('open', '1'));
  expect(createPseudonyms(key).former).toBeUndefined();
});
