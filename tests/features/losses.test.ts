import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Card } from '#src/cds/protocol.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ago, doctor, episode, subject, visit } from '../support/days-ago.ts';
import { home, relatedPerson, relativeRecord, resources } from '../support/family.ts';
import { startFhirServer } from '../support/fhir-server.ts';

const person = (difference: object = {}) => ({
  resourceType: 'Patient',
  id: 'p',
  gender: 'male',
  birthDate: '1949-03-03',
  name: [{ prefix: ['Mr'], family: 'Wood' }],
  address: home,
  ...difference,
});
const wife = (deceasedDateTime: string) => [
  relatedPerson('w', 'WIFE'),
  relativeRecord('wife', 'w', { deceasedDateTime }),
];
const now = { ...visit(0), id: 'now', status: 'in-progress', period: { start: `${ago(0)}T09:00:00+01:00` } };
const spokenOf = (days: number) => visit(days, { reasonCode: [{ text: 'Bereavement' }] });
const child = [
  relatedPerson('k', 'SON', { address: home }),
  relativeRecord('kid', 'k', { birthDate: '2018-03-04', address: home }),
  {
    resourceType: 'Encounter',
    id: 'stay',
    status: 'in-progress',
    class: { code: 'IMP' },
    subject: { reference: 'Patient/kid' },
    period: { start: ago(9) },
  },
];

let site: TestApp;
beforeAll(async () => {
  site = await startApp({
    env: { MAX_CARDS: '10', CARDS_PER_100_OPENINGS: '0', DETECTIONS_ON: 'anniversary, child-in-hospital' },
  });
});
afterAll(() => site.close());

let opened = 0;

/** The chart of someone who was never opened before, so that nothing is quiet. */
async function cardsFor(
  all: readonly object[],
  { hook = 'patient-view', encounterId }: { readonly hook?: string; readonly encounterId?: string } = {},
): Promise<readonly Card[]> {
  opened += 1;
  const patientId = `p${opened}`;
  const everything = JSON.stringify([doctor, episode, visit(300), ...all])
    .replaceAll('"Patient/p"', `"Patient/${patientId}"`)
    .replaceAll('"id":"p"', `"id":"${patientId}"`);
  const server = await startFhirServer({ resources: JSON.parse(everything) });
  const answer = await site.post(`/cds-services/secure-base-${hook}`, {
    hook,
    hookInstance: crypto.randomUUID(),
    context: { userId: 'Practitioner/d', patientId, encounterId },
    fhirServer: server.base,
  });
  await server.close();
  expect(answer.statusCode).toBe(200);
  return answer.json().cards;
}

const codesOf = (cards: readonly Card[]) => cards.map(({ source }) => source.topic?.code);
const ofCode = (cards: readonly Card[], code: string) => cards.find(({ source }) => source.topic?.code === code);
const counted = (card: Card | undefined) => JSON.stringify(card?.extension);

describe('a bereavement', () => {
  const widower = [person(), ...wife(ago(43))];

  test('in the words of the catalogue, with a task that names nobody else', async () => {
    const card = ofCode(await cardsFor(widower), 'bereavement');
    expect(card?.summary).toBe('By the record Mr Wood’s wife died on 18 August; no visit here is recorded since.');
    expect(card?.detail).toMatch(
      /^Please check first that this is right\. You might say that you are sorry before anything else, and ask how he is\.\n/,
    );
    expect(counted(card)).toContain('"RelatedPerson/w"');
    expect(card?.suggestions?.[0]?.actions?.[0]).toMatchObject({
      resource: { resourceType: 'Task', restriction: { period: { end: ago(-14) } } },
    });
    expect(JSON.stringify(card?.suggestions)).not.toContain('wife');
  });

  test('is said of the first visit since, where a visit begins', async () => {
    const options = { hook: 'encounter-start', encounterId: 'now' };
    const card = ofCode(await cardsFor([...widower, now], options), 'bereavement');
    expect(card?.summary).toBe('By the record Mr Wood’s wife died on 18 August; this is his first visit here since.');
  });

  test('of a month, of a recording alone, and half a year later', async () => {
    const month = ofCode(await cardsFor([person(), ...wife('2026-08')]), 'bereavement');
    expect(month?.summary).toBe('By the record Mr Wood’s wife died in August; no visit here is recorded since.');
    const entry = {
      resourceType: 'Condition',
      id: 'c',
      subject,
      code: { text: 'Bereavement' },
      recordedDate: ago(20),
    };
    const recorded = ofCode(await cardsFor([person(), entry]), 'bereavement');
    expect(recorded?.summary).toBe(
      'A bereavement was recorded for Mr Wood on 10 September; no visit here is recorded since.',
    );
    const dated = ofCode(await cardsFor([person(), { ...entry, onsetDateTime: ago(25) }, visit(3)]), 'bereavement');
    expect(dated?.summary).toBe(
      'By the record Mr Wood had a bereavement on 5 September; one visit here is recorded since.',
    );
    const later = ofCode(await cardsFor([person(), ...wife(ago(170))]), 'bereavement');
    expect(later?.detail).toContain('You might ask how he is now, and leave it to him what to say.');
  });

  test('with dementia someone else is spoken with first', async () => {
    const dementia = {
      resourceType: 'Condition',
      id: 'd',
      subject,
      code: { text: 'Dementia' },
      recordedDate: ago(900),
    };
    const card = ofCode(await cardsFor([...widower, dementia]), 'bereavement');
    expect(card?.detail).toContain('You might speak first with whoever cares for him.');
    expect(card?.detail).not.toContain('sorry');
  });

  test('suggests no task that was taken up', async () => {
    const task = {
      resourceType: 'Task',
      id: 't',
      status: 'requested',
      intent: 'proposal',
      for: subject,
      authoredOn: ago(10),
      reasonCode: {
        coding: [{ system: 'https://secure-base.org/fhir/CodeSystem/detections', code: 'bereavement' }],
      },
      restriction: { period: { end: ago(-4) } },
    };
    const card = ofCode(await cardsFor([...widower, task]), 'bereavement');
    expect(card?.suggestions).toBeUndefined();
    expect(card?.detail).toContain('This has been taken up already (20 September).');
    const before = ofCode(
      await cardsFor([...widower, { ...task, status: 'completed', authoredOn: ago(60) }]),
      'bereavement',
    );
    expect(before?.suggestions).toHaveLength(1);
  });

  test.each<[string, readonly object[]]>([
    ['under 16', [person({ birthDate: '2012-01-01' }), relatedPerson('w', 'SIS'), ...wife(ago(43)).slice(1)]],
    [
      'who is terminally ill',
      [
        ...widower,
        {
          resourceType: 'Condition',
          id: 't',
          subject,
          code: { coding: [{ system: 'http://snomed.info/sct', code: '300936002' }] },
        },
      ],
    ],
    [
      'with a safeguarding flag',
      [
        ...widower,
        { resourceType: 'Flag', id: 'f', status: 'active', subject, code: { text: 'Safeguarding concern' } },
      ],
    ],
    [
      'with a former flag of domestic abuse',
      [...widower, { resourceType: 'Flag', id: 'f', status: 'inactive', subject, code: { text: 'Domestic abuse' } }],
    ],
    ['who was seen for it', [...widower, spokenOf(30)]],
    [
      'to whom it was written',
      [
        ...widower,
        {
          resourceType: 'Communication',
          id: 'k',
          status: 'completed',
          subject,
          sent: ago(30),
          category: [{ text: 'Condolence letter' }],
        },
      ],
    ],
    ['whose former wife it was', [person(), relatedPerson('w', 'FMRSPS'), ...wife(ago(43)).slice(1)]],
  ])('is not spoken of to someone %s', async (_, all) => {
    expect(codesOf(await cardsFor(all))).not.toContain('bereavement');
  });

  test('but is in a care home', async () => {
    const home = {
      resourceType: 'Condition',
      id: 'h',
      subject,
      code: { coding: [{ system: 'http://snomed.info/sct', code: '160734000' }] },
    };
    expect(codesOf(await cardsFor([...widower, home]))).toContain('bereavement');
  });
});

describe('an anniversary', () => {
  test('of which somebody spoke before, at both hooks', async () => {
    const all = [person(), ...wife('2025-10-06'), spokenOf(350), now];
    for (const hook of ['patient-view', 'encounter-start']) {
      const card = ofCode(await cardsFor(all, { hook, encounterId: 'now' }), 'anniversary');
      expect(card?.summary).toBe('Next week it will be a year since Mr Wood’s wife died (6 October).');
      expect(card?.detail).toMatch(
        /^You might follow if he speaks of it\. Such days are hard for some people and not for others\.\n/,
      );
      expect(card?.suggestions).toBeUndefined();
    }
    expect(codesOf(await cardsFor([person(), ...wife('2025-10-06')]))).not.toContain('anniversary');
  });
});

describe('a child in hospital', () => {
  test('is a stay and no more, at both hooks', async () => {
    for (const hook of ['patient-view', 'encounter-start']) {
      const all = [person({ birthDate: '1985-03-03' }), ...child, now];
      const card = ofCode(await cardsFor(all, { hook, encounterId: 'now' }), 'child-in-hospital');
      expect(card?.summary).toBe('Mr Wood may have had a child in hospital since 21 September.');
      expect(card?.detail).toMatch(
        /^It is his to mention; if he does, you might ask how he is\. The link may be wrong\.\n/,
      );
      expect(counted(card)).not.toMatch(/kid|stay/);
    }
  });

  test('is not spoken of to a parent who is a child', async () => {
    expect(codesOf(await cardsFor([person({ birthDate: '2012-01-01' }), ...child]))).not.toContain('child-in-hospital');
  });
});

test('where it is off nothing is asked about anybody’s child', async () => {
  const quiet = await startApp({ env: { DETECTIONS_OFF: 'child-in-hospital' } });
  const server = await startFhirServer({ resources: resources(doctor, episode, person(), ...child, ...wife(ago(43))) });
  await quiet.post('/cds-services/secure-base-patient-view', {
    hook: 'patient-view',
    hookInstance: crypto.randomUUID(),
    context: { userId: 'Practitioner/d', patientId: 'p' },
    fhirServer: server.base,
  });
  const ofOthers = server.requests.filter(({ path, query }) => path !== 'Patient/p' && query.get('patient') !== 'p');
  const asked = ofOthers.map(({ type, query }) => `${type}?${query}`);
  expect(asked.some((one) => one.includes('link='))).toBe(true);
  expect(asked.filter((one) => one.includes('address') || one.includes('patient=kid'))).toEqual([]);
  await Promise.all([server.close(), quiet.close()]);
});
