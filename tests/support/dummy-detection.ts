import { languages } from '#src/cards/wording/index.ts';
import type { SourceCopy } from './copy-of-source.ts';

/** Writes a detection that fires on any entry of a part, and enters it in the list; `references` is code for its evidence. */
export function addDummyDetection(copy: SourceCopy, part: string, references: string): void {
  copy.write(
    'src/detectors/familiarity/dummy-detection.ts',
    `import { z } from 'zod';
import { detector, type Finding } from '../detector.ts';
import { type Silence, silent } from '../silence.ts';

type DummyDetection = { readonly entries: number };

export const dummyDetection = detector({
  code: 'dummy-detection',
  mark: 'Z1',
  version: 1,
  audience: { children: true, careHomes: true, hospices: true, anyStaff: false },
  needs: ['${part}'],
  uses: [],
  lookBackMonths: 0,
  settings: z.object({ least: z.int().default(1).describe('Least entries') }),
  silences: ['too-few-entries'],
  detect(
    { ${part}: entries },
    { asOf },
    { least },
  ): Finding<'dummy-detection', DummyDetection> | Silence<'too-few-entries'> {
    if (entries.length < least) return silent('too-few-entries', { entries: entries.length, needs: least });
    return {
      code: 'dummy-detection',
      facts: { entries: entries.length },
      counted: ${references},
      notCounted: [],
      span: { from: asOf, to: asOf },
      number: entries.length,
      unit: 'entries',
      changeKey: '',
    };
  },
});
`,
  );
  copy.addBefore(
    'src/detectors/index.ts',
    ['import { firstMeeting }', "import { dummyDetection } from './familiarity/dummy-detection.ts';"],
    ['  firstMeeting,', '  dummyDetection,'],
  );
}

/** Shows it in a service, and gives it words. */
export function showDummyDetection(copy: SourceCopy): void {
  copy.addBefore('hooks/patient-view/service.ts', ["  'first-meeting',", "  'dummy-detection',"]);
  for (const language of Object.keys(languages)) addDummyWords(copy, `src/cards/wording/${language}`);
}

function addDummyWords(copy: SourceCopy, folder: string): void {
  copy.addEntry(`${folder}/cards.json`, ['findings'], 'dummy-detection', {
    topic: 'A dummy',
    summary: '{person} has {entries, plural, one {# entry} other {# entries}}.',
    act: ['You might look.'],
  });
  copy.addEntry(`${folder}/detections.json`, [], 'dummy-detection', {
    title: 'A dummy',
    definition: 'Any entry.',
    looksFor: 'Any entry.',
    evidence: 'None',
    grade: 'none',
    notOn: [],
    act: 'Nothing.',
  });
  copy.addEntry(`${folder}/silences/shared.json`, [], 'too-few-entries', '{entries} of {needs} entries.');
}

/** Codes of the cards that the copy shows on the example chart, to which resources may be added by prefetch key. */
export function codesShownBy(copy: SourceCopy, added: Readonly<Record<string, object>> = {}): readonly string[] {
  const { stdout, stderr } = copy.run(`import { readFileSync } from 'node:fs';
import { services } from '#hooks/index.ts';
import { readConfig } from '#src/config/config.ts';
import { silentLog } from '#src/observability/log.ts';
import { composeService } from '#src/wiring/service.ts';
const config = readConfig({ DEMO: 'on', AS_OF: '2026-09-30', AUDIT_LOG: 'off', MAX_CARDS: '20', WORKERS: '0' });
const { app, close } = await composeService(config, { services, log: silentLog, pressure: {} });
const body = JSON.parse(readFileSync('hooks/patient-view/example-request.json', 'utf8'));
const subject = { reference: \`Patient/\${body.context.patientId}\` };
const searchset = (resource) => ({ resourceType: 'Bundle', type: 'searchset', entry: [{ resource: { ...resource, subject } }] });
const added = Object.entries(${JSON.stringify(added)}).map(([key, resource]) => [key, searchset(resource)]);
const prefetch = { ...body.prefetch, ...Object.fromEntries(added) };
const payload = { ...body, prefetch, fhirServer: undefined, fhirAuthorization: undefined };
const answer = await app.inject({ method: 'POST', url: '/cds-services/secure-base-patient-view', payload });
console.log(answer.body);
await close(1000);
`);
  if (stderr !== '') throw new Error(stderr);
  const { cards } = JSON.parse(stdout) as { cards: { source: { topic: { code: string } } }[] };
  return cards.map(({ source }) => source.topic.code);
}
