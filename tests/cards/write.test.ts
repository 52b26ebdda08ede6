import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { CarePlan, DocumentReference } from '@medplum/fhirtypes';
import { expectTypeOf } from 'expect-type';
import type { Card } from '#src/cards/card.ts';
import type { Language } from '#src/cards/wording/index.ts';
import { wordsIn } from '#src/cards/words.ts';
import { writeCard } from '#src/cards/write.ts';
import { Card as WireCard } from '#src/cds/protocol.ts';
import type { AnyFinding } from '#src/detectors/index.ts';
import { codesBuilt, fullFacts, patel } from '../../scripts/docs/example-facts.ts';
import { finding, khan, person } from '../../scripts/docs/example-findings.ts';
import { byRoy, clinicians, opening } from '../support/example-opening.ts';
import { faultsOf } from './profiles.ts';

const writing = {
  opening: byRoy,
  clinicians: clinicians(),
  words: wordsIn('en-GB'),
  publicUrl: 'https://cds.example/secure-base',
  pagesLanguage: 'en-GB' as Language,
  unread: ['roles', 'activity'] as const,
  suggestions: true,
  evidence: true,
  ids: { card: randomUUID() as string, suggestions: [] as string[] },
};
const write = (one: AnyFinding, more: Partial<typeof writing> = {}) =>
  writeCard(one, khan, { ...writing, ids: { card: randomUUID(), suggestions: [] }, ...more });
const full = (code: (typeof codesBuilt)[number]) => finding(code, fullFacts[code] as never);
const cards = codesBuilt.map((code) => [code, write(full(code))] as const);
const uuid5 = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Paths of everything empty in a value. */
function emptyIn(value: unknown, path = '$'): string[] {
  if (value === null || value === undefined) return [path];
  if (typeof value === 'string') return value.trim() === '' ? [path] : [];
  if (typeof value !== 'object') return [];
  const inner = Object.entries(value);
  return inner.length === 0 ? [path] : inner.flatMap(([name, one]) => emptyIn(one, `${path}.${name}`));
}

describe('a card', () => {
  test.each(cards)('%s has the shape that the protocol sends', (_, card) => {
    expect(WireCard.parse(card)).toEqual(card);
    expectTypeOf<Card>().toExtend<WireCard>();
  });

  test.each(cards)('J2: nothing in the card of %s is empty', (_, card) => {
    expect(emptyIn(JSON.parse(JSON.stringify(card)))).toEqual([]);
    expect(emptyIn({ card, empty: [{}] })).toEqual(['$.empty.0']);
  });

  test('leads to the page in its language where the service’s pages are in another', () => {
    const urlOf = (of: Language, pagesLanguage: Language) =>
      write(full('first-meeting'), { words: wordsIn(of), pagesLanguage }).source.url;
    const page = 'https://cds.example/secure-base/detections/first-meeting';
    expect(urlOf('nb-NO', 'en-GB')).toBe(`${page}?language=nb-NO`);
    expect(urlOf('en-GB', 'nb-NO')).toBe(`${page}?language=en-GB`);
    expect(urlOf('nb-NO', 'nb-NO')).toBe(page);
  });

  test.each(cards)('C5, C6: %s is informational, from Secure Base, about its detection', (code, card) => {
    expect(card.indicator).toBe('info');
    expect(card.source).toEqual({
      label: 'Secure Base',
      url: `https://cds.example/secure-base/detections/${code}`,
      topic: {
        system: 'https://secure-base.org/fhir/CodeSystem/detections',
        code,
        display: writing.words.wording.findings[code].topic,
      },
    });
    expect(card).not.toHaveProperty('links');
  });

  test.each(cards)('C7: the detail of %s ends in a paragraph that says what was counted', (_, card) => {
    expect(card.detail.split('\n\n').at(-1)).toBe(
      'Counted: 14 visits, 3 March 2023 to 30 September 2026; 1 not counted.',
    );
  });

  test('the last paragraph fits one visit, one day and nothing left out', () => {
    const one = { number: 1, notCounted: [] };
    const last = (more: object) =>
      write({ ...full('first-meeting'), ...more } as AnyFinding)
        .detail.split('\n\n')
        .at(-1);
    expect(last({ ...one, span: { from: 20000, to: 20000 } })).toBe('Counted: 1 visit, 4 October 2024.');
    expect(last({ ...one, span: { from: 20000, to: 20001 } })).toBe(
      'Counted: 1 visit, 4 October 2024 to 5 October 2024.',
    );
    expect(last({ ...one, number: 2, span: { from: 20000, to: 20000 } })).toBe('Counted: 2 visits, 4 October 2024.');
  });

  test.each(
    cards,
  )('C14: %s offers the six override reasons in order, each with system, code and display', (_, card) => {
    const system = 'https://secure-base.org/fhir/CodeSystem/override-reasons';
    expect(card.overrideReasons).toEqual([
      { system, code: 'already-known', display: 'Already known' },
      { system, code: 'not-now', display: 'Not now' },
      { system, code: 'not-right-for-this-person', display: 'Not right for this person' },
      { system, code: 'facts-wrong', display: 'The facts are wrong' },
      { system, code: 'unkind-wording', display: 'Unkind wording' },
      { system, code: 'other', display: 'Other' },
    ]);
  });

  test('C17: every suggestion has a UUID of its own that follows from the card’s, unless it has one already', () => {
    const again = cards.map(([code, { uuid }]) => write(full(code), { ids: { card: uuid, suggestions: [] } }));
    const idsOf = (written: readonly Card[]) =>
      written.flatMap(({ suggestions = [] }) => suggestions.map(({ uuid }) => uuid));
    const ids = idsOf(cards.map(([, card]) => card));
    expect(idsOf(again)).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(3);
    for (const id of ids) expect(id).toMatch(uuid5);
    const stored = write(full('first-meeting'), { ids: { card: randomUUID(), suggestions: ['stored'] } });
    expect(stored.suggestions).toMatchObject([{ uuid: 'stored' }]);
  });
});

test.each(cards)('the suggestions of %s say that they are not recommended, for clients that ask', (_, {
  suggestions = [],
}) => {
  for (const one of suggestions) expect(one).toHaveProperty('isRecommended', false);
});

describe('the evidence of a card', () => {
  const evidence = (one: AnyFinding, unread: typeof writing.unread | readonly [] = []) =>
    writeCard(one, khan, { ...writing, unread }).extension?.['org.secure-base.evidence'];

  test('names what was counted, what was not, the facts and what was unread', () => {
    const one = { ...full('usual-clinician-leaving'), counted: ['Encounter/1'] } as AnyFinding;
    expect(evidence(one, ['roles', 'activity'])).toEqual({
      counted: ['Encounter/1'],
      notCounted: [{ reference: 'Encounter/99', reason: 'cancelled' }],
      facts: {
        clinician: { reference: 'Practitioner/wren', name: 'Dr Alex Wren' },
        you: false,
        leaves: '2027-01-31',
        visits: 9,
        nextBooking: '2026-12-12',
        early: false,
        noteBegun: false,
      },
      unread: ['roles', 'activity'],
    });
  });

  test('leaves out what is empty, also within the facts', () => {
    const { nextBooking, ...facts } = fullFacts['usual-clinician-leaving'];
    const unnamed = {
      ...facts,
      nextBooking: undefined,
      clinician: { reference: 'Practitioner/wren', name: { text: ' ' } },
    };
    const one = finding('usual-clinician-leaving', unnamed as never, { notCounted: [] });
    expect(nextBooking).toBeDefined();
    expect(evidence(one)).toEqual({
      counted: one.counted,
      facts: {
        clinician: { reference: 'Practitioner/wren' },
        you: false,
        leaves: '2027-01-31',
        visits: 9,
        early: false,
        noteBegun: false,
      },
    });
  });
});

const suggesting = [
  'bereavement',
  'usual-clinician-leaving',
  'first-meeting',
  'illness-signature',
  'booking-elsewhere',
  'booking-after-leaving',
  'next-contact',
  'write-signature',
  'left-before-seen',
  'many-contacts',
  'persistent-symptoms',
] as const;

describe('suggestions', () => {
  const withUser = (user: typeof byRoy.user) => ({ ...writing, opening: opening(user) });
  const leaving = full('usual-clinician-leaving');
  const meeting = full('first-meeting');
  const resourceOf = (card: Card) => card.suggestions?.[0]?.actions[0]?.resource;

  test.each(suggesting)('C8, C10, C11, C12: %s suggests one whole resource, valid by its profile', (code) => {
    const card = write(full(code));
    expect(card.selectionBehavior).toBe('at-most-one');
    expect(card.suggestions).toHaveLength(1);
    for (const { label, uuid, actions } of card.suggestions ?? []) {
      expect([label, actions[0]?.description].every((text) => text !== undefined && text.trim() !== '')).toBe(true);
      expect(uuid).toMatch(uuid5);
      expect(actions.map(({ type }) => type)).toEqual(['create']);
      expect(actions.flatMap(({ resource }) => faultsOf(resource))).toEqual([]);
    }
  });

  test.each(
    cards.filter(([code]) => !suggesting.some((one) => one === code)),
  )('C8: %s suggests nothing, and then has no selectionBehavior', (_, card) => {
    expect(card).not.toHaveProperty('suggestions');
    expect(card).not.toHaveProperty('selectionBehavior');
  });

  test('A3: the task is the user’s, due on the leaving day', () => {
    expect(resourceOf(write(leaving))).toMatchObject({
      resourceType: 'Task',
      status: 'requested',
      description: 'Introduce or name the next clinician for Mrs Khan before Dr Wren leaves on 31 January 2027.',
      for: { reference: 'Patient/1' },
      owner: { reference: 'Practitioner/roy' },
      restriction: { period: { end: '2027-01-31' } },
    });
  });

  test('A3: a user who is not resolved leaves the task with the clinician who goes', () => {
    const task = resourceOf(writeCard(leaving, khan, withUser({ kind: 'unresolved' })));
    expect(task).toMatchObject({ owner: { reference: 'Practitioner/wren' } });
    expect(task).not.toHaveProperty('requester');
    expect(task && faultsOf(task)).toEqual([]);
  });

  test('A3: the task names the user who leaves', () => {
    const facts = { ...fullFacts['usual-clinician-leaving'], you: true };
    expect(resourceOf(write(finding('usual-clinician-leaving', facts)))).toMatchObject({
      description: 'Introduce or name the next clinician for Mrs Khan before Dr Wren leaves on 31 January 2027.',
    });
  });

  test.each(
    suggesting.filter((code) => code !== 'first-meeting'),
  )('%s: in what stays in the record nobody is ‘you’, who would be whoever reads it', (code) => {
    for (const you of [true, false]) {
      const card = write(finding(code, { ...fullFacts[code], you } as never));
      for (const { actions } of card.suggestions ?? [])
        for (const { resource } of actions) expect(JSON.stringify(resource)).not.toMatch(/\byour?s?\b/i);
    }
  });

  const goodbyes = ['usual-clinician-leaving', 'trainee-changeover'] as const;
  const handoverOf = (code: (typeof goodbyes)[number], more: object) =>
    write(finding(code, { ...fullFacts[code], you: true, ...more } as never)).suggestions?.find(
      ({ actions }) => actions[0]?.resource.resourceType === 'DocumentReference',
    );

  test.each(goodbyes)('%s: the one who leaves is offered an empty note to write with the person', (code) => {
    const suggestion = handoverOf(code, {});
    const resource = suggestion?.actions[0]?.resource as DocumentReference;
    expect(suggestion?.label).toBe('Start a handover note together');
    expect(faultsOf(resource)).toEqual([]);
    expect(resource).toMatchObject({
      status: 'current',
      docStatus: 'preliminary',
      subject: { reference: 'Patient/1' },
      author: [{ reference: 'Practitioner/roy' }, { reference: 'Patient/1' }],
    });
    const form = Buffer.from(resource.content?.[0]?.attachment?.data ?? '', 'base64').toString();
    expect(form).toBe('What matters to her:\n\n\nWhat helps:\n\n\nWhat we agreed:\n\n\n');
  });

  test.each(goodbyes)('%s: no note is offered to others, nor where one was begun', (code) => {
    expect(handoverOf(code, { you: false })).toBeUndefined();
    expect(handoverOf(code, { noteBegun: true })).toBeUndefined();
  });

  test('A3: the task and the note can both be taken up, and the note still where the task was', () => {
    const facts = { ...fullFacts['usual-clinician-leaving'], you: true };
    const card = write(finding('usual-clinician-leaving', facts));
    expect(card.selectionBehavior).toBe('any');
    expect(new Set(card.suggestions?.map(({ uuid }) => uuid)).size).toBe(2);
    const before = { followUps: [], accepted: true };
    const taken = writeCard(finding('usual-clinician-leaving', facts), khan, { ...writing, before });
    expect(taken.suggestions).toMatchObject([{ label: 'Start a handover note together' }]);
    expect(taken.selectionBehavior).toBe('at-most-one');
  });

  test('C1: the message is a draft from the user to the clinician who knows the person', () => {
    expect(resourceOf(write(meeting))).toMatchObject({
      resourceType: 'Communication',
      status: 'preparation',
      subject: { reference: 'Patient/1' },
      recipient: [{ reference: 'Practitioner/lee' }],
      sender: { reference: 'Practitioner/roy' },
      payload: [
        {
          contentString: expect.stringMatching(
            /^Dear Dr Lee,\n\nI met Mrs Khan for the first time today, 20 November 2026\./,
          ),
        },
      ],
    });
  });

  test.each([
    [
      'booking-elsewhere',
      'wren',
      '2026-12-03',
      /^Ask Mrs Khan whether .* see Dr Wren, .* of 3 December 2026, .* Dr Roy\.$/,
    ],
    ['booking-after-leaving', 'wren', '2027-01-31', /^Agree with Mrs Khan who comes next after Dr Wren, and book /],
    ['next-contact', 'lee', '2027-01-19', /^Agree a next visit of Mrs Khan with Dr Lee, and book it\.$/],
  ] as const)('%s: the task is the user’s, else %s’s, due on %s, and says why it is there', (code, owner, end, words) => {
    const task = resourceOf(write(full(code)));
    expect(task).toMatchObject({
      resourceType: 'Task',
      status: 'requested',
      intent: 'proposal',
      description: expect.stringMatching(words),
      for: { reference: 'Patient/1' },
      owner: { reference: 'Practitioner/roy' },
      reasonCode: { coding: [{ code }] },
      restriction: { period: { end } },
    });
    const others = resourceOf(writeCard(full(code), khan, withUser({ kind: 'unresolved' })));
    expect(others).toMatchObject({ owner: { reference: `Practitioner/${owner}` } });
    expect(others && faultsOf(others)).toEqual([]);
  });

  test('K2: the task about someone who has left is due on the day that is booked', () => {
    const facts = { ...fullFacts['booking-after-leaving'], leaves: '2026-10-31', gone: true };
    expect(resourceOf(write(finding('booking-after-leaving', facts)))).toMatchObject({
      restriction: { period: { end: '2027-03-03' } },
    });
  });

  test('K4: the note is a draft, and says whether its signs were learned', () => {
    const facts = fullFacts['write-signature'];
    const noteBy = (more: Partial<typeof facts>) =>
      resourceOf(write(finding('write-signature', { ...facts, ...more }))) as CarePlan | undefined;
    expect(noteBy({})).toMatchObject({
      resourceType: 'CarePlan',
      status: 'draft',
      addresses: [{ reference: 'Condition/low' }],
      description:
        'Early signs before past low spells: poor sleep (each time) and a missed or cancelled visit (2 of 3).',
    });
    expect(noteBy({ learned: false })?.description).toMatch(/^A start, to change together\. The record shows before /);
    expect(noteBy({ signs: [] })).toBeUndefined();
  });

  const learnedFacts = fullFacts['illness-signature'];
  const learnedSign = { before: 3, of: 4, settled: 1, settledOf: 26 };
  const noteOf = (facts: Partial<typeof learnedFacts>, more: Partial<typeof writing> = {}) =>
    resourceOf(write(finding('illness-signature', { ...learnedFacts, ...facts }), more));

  test('E1: the note of signs is a draft, by the user together with the person', () => {
    const { extension, ...note } = noteOf({}) as CarePlan;
    expect(extension).toHaveLength(1);
    expect(note).toEqual({
      resourceType: 'CarePlan',
      status: 'draft',
      intent: 'plan',
      category: [{ text: 'Relapse signature (shared)' }],
      description: 'Early signs before past low spells: headaches and a missed or cancelled visit.',
      subject: { reference: 'Patient/1' },
      created: '2026-11-20',
      author: { reference: 'Practitioner/roy' },
      contributor: [{ reference: 'Patient/1' }],
      addresses: [{ reference: 'Condition/low' }],
    });
  });

  test('E1: its signs are those that were learned, as data where they can be', () => {
    const [signature] =
      (
        noteOf({
          signs: [
            ...learnedFacts.signs,
            ...['medicine-late', 'emergency-contact', 'phone', 'weight'].map((sign) => ({ ...learnedSign, sign })),
          ],
        }) as CarePlan
      ).extension ?? [];
    const days = { value: 28, unit: 'days', system: 'http://unitsofmeasure.org', code: 'd' };
    const changed = (type: string, codeFilter: object, path: string) => ({
      type: 'data-changed',
      data: [{ type, codeFilter: [codeFilter], dateFilter: [{ path, valueDuration: days }] }],
    });
    const coded = (path: string, system: string, code: string) => ({ path, code: [{ system, code }] });
    const signs = [
      [
        'headaches',
        changed(
          'Condition',
          { path: 'code', valueSet: 'https://secure-base.org/fhir/ValueSet/symptom-headache' },
          'recordedDate',
        ),
      ],
      [
        'a missed visit',
        changed('Appointment', coded('status', 'http://hl7.org/fhir/appointmentstatus', 'noshow'), 'start'),
      ],
      ['a late repeat', { type: 'named-event', name: 'medicine-not-collected' }],
      [
        'an emergency visit',
        changed('Encounter', coded('class', 'http://terminology.hl7.org/CodeSystem/v3-ActCode', 'EMER'), 'period'),
      ],
      [
        'a phone or video visit',
        changed('Encounter', coded('class', 'http://terminology.hl7.org/CodeSystem/v3-ActCode', 'VR'), 'period'),
      ],
      ['a rise in weight', undefined],
    ].map(([valueString, valueTriggerDefinition]) => ({
      url: 'sign',
      extension: [
        { url: 'text', valueString },
        ...(valueTriggerDefinition ? [{ url: 'trigger', valueTriggerDefinition }] : []),
      ],
    }));
    expect(signature).toEqual({
      url: 'https://secure-base.org/fhir/StructureDefinition/illness-signature',
      extension: [{ url: 'minSigns', valueInteger: 2 }, { url: 'window', valueDuration: days }, ...signs],
    });
  });

  test('E1: one sign is enough where only one was learned, and only a problem that can be referred to is named', () => {
    const one = noteOf({ signs: [{ ...learnedSign, sign: 'symptom-sleep' }], relapse: 'urn:uuid:1' }) as CarePlan;
    expect(one.extension?.[0]?.extension?.[0]).toEqual({ url: 'minSigns', valueInteger: 1 });
    expect(one).not.toHaveProperty('addresses');
    expect(faultsOf(one)).toEqual([]);
  });

  test('E1: where there is a shared note already, no other is suggested', () => {
    expect(noteOf({ plan: true })).toBeUndefined();
    expect(noteOf({ plan: false })).toBeDefined();
  });

  test('E1: a user who is not resolved is no author', () => {
    const note = noteOf({}, withUser({ kind: 'unresolved' }));
    expect(note).not.toHaveProperty('author');
    expect(note && faultsOf(note)).toEqual([]);
  });

  test.each([
    ['Practitioner?identifier=x|1'],
    ['urn:uuid:1'],
    ['#contained'],
    ['https://other.example/Practitioner/1'],
  ])('a clinician known only as %s can’t be written to, unless another reference is known', (reference) => {
    const facts = { ...fullFacts['first-meeting'], clinician: { ...patel, reference } };
    expect(write(finding('first-meeting', facts))).not.toHaveProperty('suggestions');
    const known = clinicians({ key: reference, references: [reference, 'PractitionerRole/7'] });
    expect(resourceOf(write(finding('first-meeting', facts), { clinicians: known }))).toMatchObject({
      recipient: [{ reference: 'PractitionerRole/7' }],
    });
  });

  test('a person without a usable reference gets none, and a caller of another FHIR version gets none', () => {
    const nobody = person(khan.name, 'female', { reference: 'urn:uuid:1' });
    expect(writeCard(leaving, nobody, writing)).not.toHaveProperty('suggestions');
    expect(write(leaving, { suggestions: false })).not.toHaveProperty('suggestions');
    expect(write(leaving)).toHaveProperty('suggestions');
  });
});

describe('C7: a hostile name', () => {
  const name = { text: '<img src=x onerror=alert(1)> [a](https://evil.example)\n# b' };
  const facts = { ...fullFacts['first-meeting'], clinician: { reference: 'Practitioner/1', name } };

  test('stands as plain text on one line in the summary, and escaped in the detail', () => {
    const { summary, detail } = writeCard(finding('first-meeting', facts), khan, writing);
    expect(summary).toContain('<img src=x onerror=alert(1)> [a](https:…');
    expect(detail).not.toMatch(/[<>]|(?<!\\)\[|https?:\/\//);
    expect(detail).toContain('&lt;img src=x onerror=alert\\(1\\)&gt; \\[a\\]\\(https');
  });
});
