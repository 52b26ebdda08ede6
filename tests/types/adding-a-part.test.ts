import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { copySource, type SourceCopy } from '../support/copy-of-source.ts';

let copy: SourceCopy;
beforeAll(() => {
  copy = copySource('tests/support/builders.ts');
});
afterAll(() => copy.remove());

const set = {
  resourceType: 'ValueSet',
  id: 'dummy-set',
  url: 'https://secure-base.org/fhir/ValueSet/dummy-set',
  compose: { include: [{ system: 'http://snomed.info/sct', concept: [{ code: '424242' }] }] },
};

const mapper = `import type { Context } from '../../record/context.ts';

export function toDummyPart({ own, codeSets }: Context): string[] {
  return own.procedures.filter(({ code }) => codeSets.has('dummy-set', code)).map(({ id }) => \`Procedure/\${id}\`);
}
`;

const detection = `import { z } from 'zod';
import { detector, type Finding } from '../detector.ts';

type DummyDetection = { readonly entries: number };

export const dummyDetection = detector({
  code: 'dummy-detection',
  mark: 'Z1',
  audience: { children: true, careHomes: true, hospices: true, anyStaff: false },
  needs: ['dummyPart'],
  uses: [],
  lookBackMonths: 0,
  settings: z.object({}),
  detect({ dummyPart }, { asOf }): Finding<'dummy-detection', DummyDetection> | undefined {
    if (dummyPart.length === 0) return undefined;
    return {
      code: 'dummy-detection',
      facts: { entries: dummyPart.length },
      counted: dummyPart,
      notCounted: [],
      span: { from: asOf, to: asOf },
      number: dummyPart.length,
      unit: 'entries',
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
const procedure = {
  resourceType: 'Procedure',
  id: '1',
  status: 'completed',
  subject: { reference: \`Patient/\${body.context.patientId}\` },
  code: { coding: [{ system: 'http://snomed.info/sct', code: '424242' }] },
};
const procedures = { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: procedure }] };
const prefetch = { ...body.prefetch, procedures };
const payload = { ...body, prefetch, fhirServer: undefined, fhirAuthorization: undefined };
const answer = await app.inject({ method: 'POST', url: '/cds-services/secure-base-patient-view', payload });
console.log(answer.body);
await close(1000);
`;

/** The files in which the compiler finds errors. */
function brokenFiles(): string[] {
  return [...new Set(copy.compile().match(/^[\w/-]+\.ts(?=[:(])/gm))].sort();
}

test('a new part does not compile until every place that must know of it does', () => {
  copy.addBefore('src/history/history.ts', [
    '  /** Every clinician whom the other parts name',
    '  readonly dummyPart: readonly string[];',
  ]);
  expect(brokenFiles()).toEqual([
    'src/fhir/mappers/index.ts',
    'src/fhir/read/searches.ts',
    'src/history/as-known-on.ts',
    'tests/support/builders.ts',
  ]);
  copy.write('src/fhir/mappers/problems/dummy-part.ts', mapper);
  copy.addBefore(
    'src/fhir/mappers/index.ts',
    ['import { toInvestigations }', "import { toDummyPart } from './problems/dummy-part.ts';"],
    ['    clinicians: { known: true', "    dummyPart: known('dummyPart', toDummyPart(context)),"],
  );
  copy.addBefore('src/fhir/read/searches.ts', ['  clinicians: [],', "  dummyPart: ['procedures'],"]);
  copy.addBefore('src/history/as-known-on.ts', ['  clinicians: unchanged,', '  dummyPart: unchanged,']);
  copy.addBefore('tests/support/builders.ts', ['    followUps: [],', '    dummyPart: [],']);
  expect(brokenFiles()).toEqual(['src/fhir/mappers/problems/dummy-part.ts']);
  copy.addBefore('src/fhir/terminology/code-set-names.ts', ["  'referral',", "  'dummy-set',"]);
  copy.write('fhir-profiles/ValueSet-dummy-set.json', JSON.stringify(set));
}, 300_000);

test('a detection on it is shown, and touches few files', () => {
  copy.write('src/detectors/familiarity/dummy-detection.ts', detection);
  copy.addBefore(
    'src/detectors/index.ts',
    ['import { firstMeeting }', "import { dummyDetection } from './familiarity/dummy-detection.ts';"],
    ['  firstMeeting,', '  dummyDetection,'],
  );
  copy.addBefore('hooks/patient-view/service.ts', ["  'first-meeting',", "  'dummy-detection',"]);
  copy.addEntry('src/cards/wording/en-GB/cards.json', ['findings'], 'dummy-detection', {
    topic: 'A dummy',
    summary: '{person} has {entries, plural, one {# entry} other {# entries}}.',
    detail: ['Seen.'],
  });
  copy.addEntry('src/cards/wording/en-GB/detections.json', [], 'dummy-detection', {
    title: 'A dummy',
    definition: 'Any entry.',
    looksFor: 'Any entry.',
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
  expect([...copy.touched.keys()]).toHaveLength(13);
}, 300_000);
