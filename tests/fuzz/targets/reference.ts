import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isId, typeAndId } from '#src/fhir/ids.ts';
import { identifierOfKey, referenceKey, typeOfKey } from '#src/fhir/record/references.ts';
import type { Target } from '../target.ts';
import { textsOf } from '../texts.ts';

const referenceParts = [
  'Practitioner',
  'PractitionerRole',
  'Patient',
  '/',
  'dr-wren',
  '_history',
  '?identifier=',
  'https://fhir.hl7.org.uk/Id/gmc-number',
  '|',
  '%7C',
  '&',
  '#',
  'urn:uuid:',
  'https://fhir.example.org/r4/',
  '..',
  ' ',
  'A',
  '\n',
];

/** References of every kind, and what only looks like one. */
export const reference: Target<{ readonly reference: string; readonly value: string }> = {
  name: 'reference',
  inputs: fc.record({ reference: textsOf(referenceParts), value: textsOf(referenceParts) }),
  runs: 2000,
  reach: 0.3,
  start: async () => ({
    try: ({ reference: literal, value }) => {
      const logical = { type: literal, identifier: { system: literal, value } };
      const keys = [{ reference: literal }, logical].map(referenceKey);
      for (const key of keys) {
        if (key === undefined) continue;
        typeOfKey(key);
        identifierOfKey(key);
      }
      // What is asked of a server by id must stay one step of a path.
      const named = typeAndId(literal);
      assert.ok(named === undefined || (isId(named.id) && /^[A-Z][A-Za-z]+$/.test(named.type)));
      return keys.some((key) => key !== undefined);
    },
    stop: () => {},
  }),
};
