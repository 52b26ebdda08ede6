import { expect, test } from '@jest/globals';
import { parseBaseUrl } from '#src/values/base-url.ts';

test.each([
  'https://ehr.example/fhir',
  'https://ehr.example/fhir/',
  'HTTPS://EHR.Example/fhir',
  'https://ehr.example:443/fhir',
])('%s is one and the same base', (base) => {
  expect(parseBaseUrl(base)).toBe('https://ehr.example/fhir');
});

test.each([
  ['http://ehr.example:80', 'http://ehr.example'],
  ['http://ehr.example:443/', 'http://ehr.example:443'],
  ['https://ehr.example:8443/FHIR/r4', 'https://ehr.example:8443/FHIR/r4'],
  ['https://ehr.example/fhir//', 'https://ehr.example/fhir/'],
])('%s is %s', (base, expected) => {
  expect(parseBaseUrl(base)).toBe(expected);
});

test.each([
  'https://ehr.example/fhir?',
  'https://ehr.example/fhir?x=1',
  'https://ehr.example/fhir#',
  'https://user@ehr.example/fhir',
  'https://:password@ehr.example/fhir',
  'ftp://ehr.example/fhir',
  'ehr.example/fhir',
  '/fhir',
  '',
])('%p is no base', (base) => {
  expect(parseBaseUrl(base)).toBeUndefined();
});
