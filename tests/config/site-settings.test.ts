import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createSite } from '#src/config/site-settings.ts';
import { detectors } from '#src/detectors/index.ts';

const local = { system: 'http://example.org/terms', code: 'AS' };
const shipped = { system: 'http://snomed.info/sct', code: '195967001' };

function siteWith(asthma: unknown) {
  const file = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'site.json');
  writeFileSync(file, JSON.stringify({ codeSets: { asthma } }));
  return createSite(file, detectors, () => {});
}

test.each([
  ['replaced, by the codes and words of the site alone', 'replace', [true, false, false, true]],
  ['extended, by those too', 'add', [true, true, true, true]],
])('in the file of SITE_SETTINGS a code set is %s', (_, how, held) => {
  const site = siteWith({ [how]: { codes: [local], words: ['tight chested'] } });
  const inSet = (concept: unknown) => site.codeSets.has('asthma', concept);
  expect([local, shipped, { text: 'Asthma' }, { text: 'Tight chested' }].map(inSet)).toEqual(held);
  expect(site.codeSets.has('diabetes', { system: 'http://snomed.info/sct', code: '73211009' })).toBe(true);
  site.close();
});
