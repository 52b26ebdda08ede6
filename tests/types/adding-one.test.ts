import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { copySource, type SourceCopy } from '../support/copy-of-source.ts';

let copy: SourceCopy;
beforeAll(() => {
  copy = copySource();
});
afterAll(() => copy.remove());

const detection = `import { z } from 'zod';
import { detector, type Finding } from '../detector.ts';

type DummyDetection = { readonly visits: number };

export const dummyDetection = detector({
  code: 'dummy-detection',
  mark: 'Z1',
  audience: { children: true, careHomes: true, hospices: true, anyStaff: false },
  needs: ['contacts'],
  uses: ['registration'],
  lookBackMonths: 0,
  settings: z.object({ least: z.int().default(1).describe('Least visits') }),
  detect({ contacts }, { asOf }, { least }): Finding<'dummy-detection', DummyDetection> | undefined {
    if (contacts.length < least) return undefined;
    return {
      code: 'dummy-detection',
      facts: { visits: contacts.length },
      counted: contacts.map(({ reference }) => reference),
      notCounted: [],
      span: { from: asOf, to: asOf },
      number: contacts.length,
      unit: 'visits',
      changeKey: '',
    };
  },
});
`;

const opening = `import { readFileSync } from 'node:fs';
import { services } from '#hooks/index.ts';
import { readConfig } from '#src/config/config.ts';
import { silentLog } from '#src/observability/log.ts';
import { composeService } from '#src/wiring/service.ts';
const config = readConfig({ DEMO: 'on', AS_OF: '2026-09-30', AUDIT_LOG: 'off', MAX_CARDS: '20' });
const { app, close } = await composeService(config, { services, log: silentLog, pressure: {} });
const body = JSON.parse(readFileSync('hooks/patient-view/example-request.json', 'utf8'));
const payload = { ...body, fhirServer: undefined, fhirAuthorization: undefined };
const answer = await app.inject({ method: 'POST', url: '/cds-services/secure-base-patient-view', payload });
console.log(answer.body);
await close(1000);
`;

test('a detection on parts that are there is one file, two entries of lists and two of words', () => {
  copy.write('src/detectors/familiarity/dummy-detection.ts', detection);
  copy.addBefore(
    'src/detectors/index.ts',
    ['import { firstMeeting }', "import { dummyDetection } from './familiarity/dummy-detection.ts';"],
    ['  firstMeeting,', '  dummyDetection,'],
  );
  // The compiler names every language that has no words for it.
  expect(copy.compile()).toMatch(/wording\/index\.ts.*\n.*dummy-detection/s);

  copy.addBefore('hooks/patient-view/service.ts', ["  'first-meeting',", "  'dummy-detection',"]);
  copy.addEntry('src/cards/wording/en-GB/cards.json', ['findings'], 'dummy-detection', {
    topic: 'A dummy',
    summary: '{person} has {visits, plural, one {# visit} other {# visits}}.',
    detail: ['Seen.'],
  });
  copy.addEntry('src/cards/wording/en-GB/detections.json', [], 'dummy-detection', {
    title: 'A dummy',
    definition: 'Any visit.',
    looksFor: 'Any visit.',
    evidence: 'None',
    grade: 'none',
    notOn: [],
    act: 'Nothing.',
  });
  expect(copy.compile()).toBe('');

  const opened = copy.run(opening);
  expect(opened.stderr).toBe('');
  const codes = JSON.parse(opened.stdout).cards.map(
    (card: { source: { topic: { code: string } } }) => card.source.topic.code,
  );
  expect(codes).toContain('dummy-detection');
  expect([...copy.touched]).toEqual([
    ['src/detectors/familiarity/dummy-detection.ts', expect.any(Number)],
    ['src/detectors/index.ts', 2],
    ['hooks/patient-view/service.ts', 1],
    ['src/cards/wording/en-GB/cards.json', 1],
    ['src/cards/wording/en-GB/detections.json', 1],
  ]);
}, 120_000);
