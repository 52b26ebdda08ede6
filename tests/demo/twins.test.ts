import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Get, Practice } from '../../demo/page/ehr.js';
import { fireHook } from '../../demo/page/ehr.js';
import { withSomethingNew } from '../../demo/practice/people-with-symptoms.ts';
import { peopleWithoutCards } from '../../demo/practice/people-without-cards.ts';
import { openPractice } from './open-practice.ts';

type Change = (text: string) => string;

const insteadOf =
  (before: RegExp, after: string): Change =>
  (text) =>
    text.replaceAll(before, `Practitioner/${after}`);

/** Each quiet life with one difference in the prefetch, and the card that it then gets. */
const twins: readonly (readonly [id: string, difference: string, card: string, change: Change])[] = [
  [
    'henry-hope',
    'his doctor is the one who left',
    'usual-clinician-left',
    insteadOf(/Practitioner\/dr-wren/g, 'dr-patel'),
  ],
  [
    'zofia-novak',
    'she has been here for years and saw the one trainee',
    'trainee-changeover',
    (text) =>
      insteadOf(
        /Practitioner\/dr-(lee|roy|fenn)/g,
        'dr-osei',
      )(text.replace(/"period":\{"start":"\d{4}-\d{2}-\d{2}"\}/, '"period":{"start":"2016-01-04"}')),
  ],
  [
    'peter-ward',
    'the visits were no planned series',
    'continuity-low',
    (text) => text.replaceAll('182531007', '185349003').replaceAll('Dressing of wound', 'Consultation'),
  ],
  [
    'nadia-dunn',
    'the three visits since were with three doctors',
    'usual-clinician-left',
    (text) => {
      const others = ['dr-lee', 'dr-wren', 'dr-fenn'].values();
      return text.replaceAll('Practitioner/dr-lee', () => `Practitioner/${others.next().value}`);
    },
  ],
  [
    'george-kerr',
    'his doctor is the one not seen for eight weeks',
    'usual-clinician-away',
    insteadOf(/Practitioner\/dr-shah/g, 'dr-ames'),
  ],
  [
    'jean-moor',
    'she had not said no',
    'unanswered-invitations',
    (text) => text.replaceAll('"rejected"', '"requested"'),
  ],
  ['ivy-lane', 'nobody had stopped it', 'medicine-not-collected', (text) => text.replaceAll('"stopped"', '"active"')],
  [
    'ravi-menon',
    'he had not gone to the clinic',
    'gone-quiet',
    (text) => text.replace(/"finished"(?=[^[]*\[\{"text":"Outpatient clinic")/g, '"cancelled"'),
  ],
  [
    'iris-tully',
    'it were a nail and not bleeding',
    'persistent-symptoms',
    (text) => text.replaceAll('12063002', '400097005').replaceAll('Rectal haemorrhage', 'Ingrowing nail'),
  ],
  ['arthur-frost', 'he lives', 'usual-clinician-left', (text) => text.replace(/"deceasedDateTime":"[^"]*",?/, '')],
];

describe('a quiet chart', () => {
  let open: Awaited<ReturnType<typeof openPractice>>;
  beforeAll(async () => {
    open = await openPractice('2026-11-24');
  }, 30_000);
  afterAll(() => open.close());

  const codesOf = async (patientId: string, change: Change) => {
    const get: Get = async (path, init) => {
      const answer = await fetch(`${open.url}/${path}`, init);
      return path.startsWith('demo/fhir/') ? new Response(change(await answer.text()), answer) : answer;
    };
    const practice = (await (await get('demo/practice.json')).json()) as Practice;
    const call = { get, practice, userId: 'Practitioner/dr-wren', patientId, way: 'prefetch' as const };
    const { response } = await fireHook(call);
    return response.cards?.map((card) => card.source.topic.code);
  };

  test('has a twin for everyone whose chart is quiet', () => {
    const quiet = [...peopleWithoutCards, withSomethingNew];
    expect(twins.map(([id]) => id).toSorted()).toEqual(quiet.map(({ id }) => id).toSorted());
  });

  test.each(twins)(
    '%s: silent; were it that %s, then %s',
    async (id, _, card, change) => {
      expect(await codesOf(id, (text) => text)).toEqual([]);
      expect(await codesOf(id, change)).toEqual([card]);
    },
    20_000,
  );
});
