import assert from 'node:assert/strict';
import { codeSetNames } from '#src/fhir/terminology/code-set-names.ts';
import { loadCodeSets } from '#src/fhir/terminology/code-sets.ts';
import type { Target } from '../target.ts';
import { textsOf } from '../texts.ts';

const statements = [
  'asthma',
  'depression',
  'stroke',
  'chest pain',
  'breathless',
  'low mood',
  'no ',
  'not ',
  'denies ',
  'family history of ',
  'risk of ',
  'query ',
  'excluded',
  'screen',
  '. ',
  '; ',
  ' but ',
  ' ',
  '-',
  '–',
  '\n',
  'İ',
  '\ud800',
];

/** Texts of problems and symptoms, in which the words of the code sets are looked for. */
export const codeSetText: Target<string> = {
  name: 'code-set-text',
  inputs: textsOf(statements),
  runs: 1000,
  reach: 0.15,
  start: async () => {
    const codeSets = loadCodeSets();
    return {
      try: (text) => {
        const found = codeSets.setsOf({ text, coding: [{ system: text, code: text, display: text }] }, codeSetNames);
        for (const one of found) assert.ok(codeSetNames.includes(one));
        return found.length > 0;
      },
      stop: () => {},
    };
  },
};
