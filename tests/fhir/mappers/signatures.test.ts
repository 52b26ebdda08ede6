import { describe, expect, test } from '@jest/globals';
import type { SharedSignature, Sign } from '#src/history/history.ts';
import { readProfile } from '../../cards/profiles.ts';
import { day, named, read } from '../map-record.ts';

const sct = 'http://snomed.info/sct';
const person = { reference: 'Patient/p' };
const days = (value: number, code = 'd') => ({ value, unit: code, system: 'http://unitsofmeasure.org', code });

/** An extension that holds these signs. */
const signature = (...signs: object[]) => ({
  url: 'https://secure-base.org/fhir/StructureDefinition/illness-signature',
  extension: [{ url: 'minSigns', valueInteger: 2 }, { url: 'window', valueDuration: days(28) }, ...signs],
});
const sign = (words: string, trigger?: unknown) => ({
  url: 'sign',
  extension: [
    { url: 'text', valueString: words },
    ...(trigger === undefined ? [] : [{ url: 'trigger', valueTriggerDefinition: trigger }]),
  ],
});
/** A trigger of these requirements. */
const changed = (...data: unknown[]) => ({ type: 'data-changed', data });

const plan = (difference: object = {}, ...signs: object[]) => ({
  resourceType: 'CarePlan',
  id: '1',
  status: 'active',
  intent: 'plan',
  subject: person,
  created: '2026-03-10',
  author: { reference: 'Practitioner/wren' },
  contributor: [person],
  addresses: [{ reference: 'Condition/dep' }],
  note: [{ text: 'Agreed in clinic.' }, { authorReference: person, text: 'Ring me.' }],
  extension: [signature(...signs)],
  ...difference,
});
const depression = {
  resourceType: 'Condition',
  id: 'dep',
  subject: person,
  code: { coding: [{ system: sct, code: '35489007' }] },
  recordedDate: '2020-01-01',
};

function signaturesOf(...resources: object[]): readonly SharedSignature[] {
  const { signatures } = read(resources).reading;
  if (!signatures.known) throw new Error('unread');
  return signatures.value;
}
const signatureOf = (difference: object, ...others: object[]) =>
  signaturesOf(plan(difference), depression, ...others)[0];

describe('a shared signature', () => {
  test('as it stands', () => {
    expect(signaturesOf(plan({}, sign('not answering the door')), depression)).toEqual([
      {
        reference: 'CarePlan/1',
        written: day('2026-03-10'),
        author: 'Practitioner/wren',
        together: true,
        words: 'Ring me.',
        minSigns: 2,
        windowDays: 28,
        groups: ['depression'],
        signs: [{ text: 'not answering the door', detection: undefined, withinDays: undefined, seen: [] }],
      },
    ]);
  });

  test('of the example that ships is read whole', () => {
    const example = { ...readProfile('CarePlan-shared-signature.json'), subject: person, contributor: [person] };
    expect(signaturesOf(example)).toMatchObject([
      { minSigns: 2, windowDays: 28, together: true, signs: [{}, {}, { detection: 'medicine-not-collected' }, {}] },
    ]);
  });

  test.each([
    'revoked',
    'completed',
    'on-hold',
    'draft',
    'entered-in-error',
    'unknown',
  ])('that is %s is none', (status) => {
    expect(signatureOf({ status })).toBeUndefined();
  });

  test('that is only proposed, is over, or is restricted is none', () => {
    expect(signatureOf({ intent: 'proposal' })).toBeUndefined();
    expect(signatureOf({ intent: 'order' })).toBeDefined();
    expect(signatureOf({ period: { end: '2026-08-31' } })).toBeUndefined();
    expect(signatureOf({ period: { end: '2026-09-01' } })).toBeDefined();
    expect(signatureOf({ meta: { security: [{ code: 'R' }] } })).toBeUndefined();
    expect(signatureOf({ meta: { security: [{ code: 'N' }] } })).toBeDefined();
  });

  test('without the extension a plan is none', () => {
    expect(signatureOf({ extension: [{ url: 'https://example.org/other' }] })).toBeUndefined();
    expect(signatureOf({ extension: undefined })).toBeUndefined();
  });

  test('was written when it was created, else when it began', () => {
    expect(signatureOf({ created: undefined, period: { start: '2026-02-01' } })?.written).toBe(day('2026-02-01'));
    expect(signatureOf({ created: undefined })?.written).toBeUndefined();
  });

  test('is together where the person is author or contributor', () => {
    expect(signatureOf({ contributor: undefined })?.together).toBe(false);
    const byPerson = { author: person, contributor: [{ reference: 'Practitioner/roy' }] };
    expect(signatureOf(byPerson)).toMatchObject({ together: true, author: 'Practitioner/roy' });
    expect(signatureOf({ author: person, contributor: undefined })).toMatchObject({
      together: true,
      author: undefined,
    });
  });

  test('its author is known by role, number or contained record, and is read in the second round', () => {
    const role = { resourceType: 'PractitionerRole', id: 'r', practitioner: { reference: 'Practitioner/wren' } };
    expect(signatureOf({ author: { reference: 'PractitionerRole/r' } }, role)?.author).toBe('Practitioner/wren');
    const identifier = [{ system: 'https://fhir.hl7.org.uk/Id/gmc-number', value: '1234567' }];
    const contained = [{ resourceType: 'Practitioner', id: 'dr', identifier, name: [{ family: 'Wren' }] }];
    expect(signatureOf({ author: { reference: '#dr' }, contained })?.author).toContain('1234567');
    expect(named([plan()]).practitioners).toEqual(['Practitioner/wren']);
    expect(named([plan({ status: 'revoked' })]).practitioners).toEqual([]);
    expect(named([plan({ author: { reference: 'PractitionerRole/r' } })]).practitionerRoles).toEqual([
      'PractitionerRole/r',
    ]);
  });

  test('its words are the person’s own, else the first note', () => {
    expect(signatureOf({ note: [{ text: 'Agreed in clinic.' }] })?.words).toBe('Agreed in clinic.');
    expect(signatureOf({ note: undefined })?.words).toBeUndefined();
  });

  test('addresses conditions that are there, also contained ones', () => {
    expect(signaturesOf(plan())[0]?.groups).toEqual([]);
    const refuted = { ...depression, verificationStatus: { coding: [{ code: 'refuted' }] } };
    expect(signaturesOf(plan(), refuted)[0]?.groups).toEqual([]);
    const contained = [{ resourceType: 'Condition', id: 'c', code: { text: 'Asthma' } }];
    expect(signatureOf({ contained, addresses: [{ reference: '#c' }] })?.groups).toEqual(['asthma']);
  });

  test.each([
    [days(2, 'wk'), 14],
    [days(1, 'mo'), 30],
    [days(72, 'h'), 3],
    [days(28, 'parsec'), 28],
    ['soon', 28],
    [undefined, 28],
  ])('looks back over a window of %j', (valueDuration, windowDays) => {
    const extension = [{ ...signature(), extension: [{ url: 'window', valueDuration }] }];
    expect(signatureOf({ extension })?.windowDays).toBe(windowDays);
  });

  test.each([
    [3, 3],
    [1, 1],
    [0, 2],
    [1.5, 2],
    ['3', 2],
    [undefined, 2],
  ])('asks for %j signs', (valueInteger, minSigns) => {
    const extension = [{ ...signature(), extension: [{ url: 'minSigns', valueInteger }] }];
    expect(signatureOf({ extension })?.minSigns).toBe(minSigns);
  });
});

function signOf(trigger: unknown, ...resources: object[]): Sign | undefined {
  return signaturesOf(plan({}, sign('a sign', trigger)), ...resources)[0]?.signs[0];
}
/** What is seen of a sign, as `reference day`. */
const seenOf = (requirement: unknown, ...resources: object[]) =>
  signOf(changed(requirement), ...resources)?.seen.map((one) => one.references.join('+'));

const headache = (id: string, difference: object = {}) => ({
  resourceType: 'Condition',
  id,
  subject: person,
  recordedDate: '2026-08-20',
  code: { coding: [{ system: sct, code: '25064002', display: 'Headache' }] },
  ...difference,
});
const missed = (id: string, difference: object = {}) => ({
  resourceType: 'Appointment',
  id,
  status: 'noshow',
  start: '2026-08-25T09:00:00Z',
  created: '2026-08-01',
  participant: [{ actor: person }],
  ...difference,
});
const coded = (...code: object[]) => ({ type: 'Condition', codeFilter: [{ path: 'code', code }] });

describe('a sign', () => {
  test('that is a detection is that detection', () => {
    expect(signOf({ type: 'named-event', name: 'medicine-not-collected' })).toEqual({
      text: 'a sign',
      detection: 'medicine-not-collected',
      withinDays: undefined,
      seen: [],
    });
  });

  test.each([['data-changed'], ['data-added'], ['data-modified']])('by %s', (type) => {
    const data = [coded({ system: sct, code: '25064002' })];
    expect(signOf({ type, data }, headache('1'))?.seen).toEqual([
      { references: ['Condition/1'], day: day('2026-08-20') },
    ]);
  });

  test.each([['periodic'], ['data-accessed'], [undefined], [7]])('by %j is kept, and nothing is it', (type) => {
    const data = [coded({ system: sct, code: '25064002' })];
    expect(signOf({ type, data }, headache('1'))).toMatchObject({ text: 'a sign', detection: undefined, seen: [] });
  });

  test('without words is counted and left out', () => {
    const { reading, tally } = read([plan({}, { url: 'sign', extension: [{ url: 'text' }] })]);
    expect(reading.signatures).toMatchObject({ value: [{ signs: [] }] });
    expect(tally.get('malformed')).toBe(1);
  });
});

describe('a code filter', () => {
  test('holds for the same code of the same system', () => {
    const seen = (coding: object) => seenOf(coded(coding), headache('1'));
    expect(seen({ system: sct, code: '25064002' })).toEqual(['Condition/1']);
    expect(seen({ system: 'urn:oid:2.16.840.1.113883.6.96', code: '25064002' })).toEqual(['Condition/1']);
    expect(seen({ system: 'http://local', code: '25064002' })).toEqual([]);
    expect(seen({ code: '25064002' })).toEqual([]);
    expect(seen({ system: sct, code: '84229001' })).toEqual([]);
  });

  test('of several codes one is enough; of several filters each must hold', () => {
    const both = [
      { system: sct, code: '84229001' },
      { system: sct, code: '25064002' },
    ];
    expect(seenOf(coded(...both), headache('1'))).toEqual(['Condition/1']);
    const filters = both.map((code) => ({ path: 'code', code: [code] }));
    expect(seenOf({ type: 'Condition', codeFilter: filters }, headache('1'))).toEqual([]);
  });

  test('holds for words only where the wanted coding has no code', () => {
    const words = headache('1', { code: { text: 'headache' } });
    expect(seenOf(coded({ display: 'Headache' }), words)).toEqual(['Condition/1']);
    expect(seenOf(coded({ display: 'Headache', system: sct, code: '1' }), words)).toEqual([]);
    expect(seenOf(coded({ display: 'Tension headache' }), words)).toEqual([]);
  });

  test('holds for a value set that ships, by codes and by words', () => {
    const inSet = (valueSet: string, ...more: object[]) => ({
      type: 'Condition',
      codeFilter: [{ path: 'code', valueSet, ...(more.length > 0 ? { code: more } : {}) }],
    });
    const ours = 'https://secure-base.org/fhir/ValueSet/symptom-headache';
    const words = headache('2', { code: { text: 'Bad headaches' } });
    expect(seenOf(inSet(ours), headache('1'), words)).toEqual(['Condition/1', 'Condition/2']);
    expect(seenOf(inSet(`${ours}|0.1.0`), headache('1'))).toEqual(['Condition/1']);
    expect(seenOf(inSet('https://secure-base.org/fhir/ValueSet/symptom-itch'), headache('1'))).toEqual([]);
    expect(seenOf(inSet('https://example.org/fhir/ValueSet/x'), headache('1'))).toEqual([]);
    const also = { system: sct, code: '25064002' };
    expect(seenOf(inSet('https://example.org/fhir/ValueSet/x', also), headache('1'))).toEqual(['Condition/1']);
  });

  test('that can’t be understood holds for nothing, as else everything would be the sign', () => {
    const filtered = (codeFilter: unknown) => seenOf({ type: 'Condition', codeFilter }, headache('1'));
    for (const broken of ['x', 7, null, [null], [{}], [{ path: 'code' }], [{ path: 'code', code: [{}] }]])
      expect(filtered(broken)).toEqual([]);
    const path = (one: string) => [{ path: one, code: [{ system: sct, code: '25064002' }] }];
    expect(filtered(path('bodySite'))).toEqual([]);
    expect(filtered(path('Condition.code'))).toEqual(['Condition/1']);
    expect(filtered(path('%resource.code'))).toEqual(['Condition/1']);
    expect(filtered([{ searchParam: 'code', code: [{ system: sct, code: '25064002' }] }])).toEqual(['Condition/1']);
    expect(filtered(undefined)).toEqual(['Condition/1']);
  });

  const noshow = {
    type: 'Appointment',
    codeFilter: [{ path: 'status', code: [{ system: 'http://hl7.org/fhir/appointmentstatus', code: 'noshow' }] }],
  };

  test('of a status compares the code alone', () => {
    expect(seenOf(noshow, missed('1'))).toEqual(['Appointment/1']);
    expect(seenOf(noshow, missed('1', { status: 'fulfilled' }))).toEqual([]);
  });

  test('an appointment that the practice missed is not one that the person missed', () => {
    const declined = { actor: { reference: 'Practitioner/1' }, status: 'declined' };
    expect(seenOf(noshow, missed('1', { participant: [{ actor: person }, declined] }))).toEqual([]);
    expect(
      seenOf(noshow, missed('1', { participant: [{ actor: person }, { ...declined, status: 'accepted' }] })),
    ).toEqual(['Appointment/1']);
  });

  test.each([
    [
      'the class of an encounter',
      'class',
      { resourceType: 'Encounter', period: { start: '2026-08-20' }, class: { system: 's', code: 'c' } },
    ],
    [
      'the medication of an order',
      'medication',
      {
        resourceType: 'MedicationRequest',
        authoredOn: '2026-08-20',
        medicationCodeableConcept: { coding: [{ system: 's', code: 'c' }] },
      },
    ],
    [
      'the medication of a contained resource',
      'medication[x]',
      {
        resourceType: 'MedicationRequest',
        authoredOn: '2026-08-20',
        medicationReference: { reference: '#m' },
        contained: [{ resourceType: 'Medication', id: 'm', code: { coding: [{ system: 's', code: 'c' }] } }],
      },
    ],
    [
      'the value of an observation',
      'value',
      {
        resourceType: 'Observation',
        status: 'final',
        effectiveDateTime: '2026-08-20',
        valueCodeableConcept: { coding: [{ system: 's', code: 'c' }] },
      },
    ],
    [
      'a category among several',
      'category',
      { resourceType: 'Observation', issued: '2026-08-20', category: [{}, { coding: [{ system: 's', code: 'c' }] }] },
    ],
    [
      'an element of an element',
      'participant.type',
      {
        resourceType: 'Appointment',
        start: '2026-08-20',
        participant: [{ type: [{ coding: [{ system: 's', code: 'c' }] }] }],
      },
    ],
  ])('reads %s', (_, path, resource) => {
    const requirement = (code: string) => ({
      type: resource.resourceType,
      codeFilter: [{ path, code: [{ system: 's', code }] }],
    });
    const one = { id: '1', subject: person, ...resource };
    expect(signOf(changed(requirement('c')), one)?.seen).toEqual([
      { references: [`${resource.resourceType}/1`], day: day('2026-08-20') },
    ]);
    expect(signOf(changed(requirement('d')), one)?.seen).toEqual([]);
  });

  test('what is in error, refuted, restricted or another’s never is the sign', () => {
    const ache = coded({ system: sct, code: '25064002' });
    expect(seenOf(ache, headache('1', { verificationStatus: { coding: [{ code: 'entered-in-error' }] } }))).toEqual([]);
    expect(seenOf(ache, headache('1', { verificationStatus: { coding: [{ code: 'refuted' }] } }))).toEqual([]);
    expect(seenOf(ache, headache('1', { meta: { security: [{ code: 'R' }] } }))).toEqual([]);
    expect(seenOf(ache, headache('1', { subject: { reference: 'Patient/q' } }))).toEqual([]);
    expect(seenOf(noshow, missed('1', { status: 'entered-in-error' }))).toEqual([]);
    expect(seenOf(ache, headache('1', { verificationStatus: { coding: [{ code: 'confirmed' }] } }))).toEqual([
      'Condition/1',
    ]);
  });
});

describe('a date filter', () => {
  const ache = coded({ system: sct, code: '25064002' });
  const dated = (...dateFilter: unknown[]) => signOf(changed({ ...ache, dateFilter }), headache('1', when));
  const when = { recordedDate: '2026-08-20', onsetDateTime: '2026-08-10' };

  test('says which day counts; without one the resource’s own does', () => {
    expect(dated({ path: 'onset', valueDuration: days(2, 'wk') })).toMatchObject({
      withinDays: 14,
      seen: [{ day: day('2026-08-10') }],
    });
    expect(signOf(changed(ache), headache('1', when))).toMatchObject({
      withinDays: undefined,
      seen: [{ day: day('2026-08-20') }],
    });
  });

  test('on a day that is not recorded holds for nothing', () => {
    expect(dated({ path: 'abatement', valueDuration: days(7) })?.seen).toEqual([]);
    expect(dated({ path: 'recordedDate', valueDuration: days(7) })?.seen).toHaveLength(1);
  });

  test('keeps to dates that it gives itself', () => {
    const period = (start: string, end: string) => ({ path: 'recordedDate', valuePeriod: { start, end } });
    expect(dated(period('2026-08-01', '2026-08-20'))?.seen).toHaveLength(1);
    expect(dated(period('2026-08-21', '2026-12-31'))?.seen).toEqual([]);
    expect(dated(period('2026-01-01', '2026-08-19'))?.seen).toEqual([]);
    expect(dated({ path: 'recordedDate', valueDateTime: '2026-08-20' })?.seen).toHaveLength(1);
    expect(dated({ path: 'recordedDate', valueDateTime: '2026-08-21' })?.seen).toEqual([]);
  });

  test('of several the shortest time counts, and all must hold', () => {
    const both = dated({ path: 'recordedDate', valueDuration: days(28) }, { path: 'onset', valueDuration: days(14) });
    expect(both).toMatchObject({ withinDays: 14, seen: [{ day: day('2026-08-20') }] });
    expect(dated({ path: 'recordedDate' }, { path: 'abatement' })?.seen).toEqual([]);
  });

  test('that is broken holds for nothing', () => {
    expect(dated(null)?.seen).toEqual([]);
    expect(dated('x')?.seen).toEqual([]);
  });

  test('what has no day can’t be seen', () => {
    expect(seenOf(ache, headache('1', { recordedDate: '2026' }))).toEqual([]);
    expect(seenOf(ache, headache('1', { recordedDate: '2026-08-20' }))).toEqual(['Condition/1']);
  });
});

describe('several requirements in one sign', () => {
  const ache = coded({ system: sct, code: '25064002' });
  const noshow = { type: 'Appointment', codeFilter: [{ path: 'status', code: [{ code: 'noshow' }] }] };
  const both = (...resources: object[]) => signOf(changed(ache, noshow), ...resources)?.seen;

  test('must all be there, and the latest makes the sign', () => {
    expect(both(headache('1'), missed('2'))).toEqual([
      { references: ['Condition/1', 'Appointment/2'], day: day('2026-08-25') },
    ]);
    expect(both(headache('1'))).toEqual([]);
    expect(both(missed('2'))).toEqual([]);
  });

  test('must be there within the window, whichever is the earlier', () => {
    expect(both(headache('1', { recordedDate: '2026-07-28' }), missed('2'))).toHaveLength(1);
    expect(both(headache('1', { recordedDate: '2026-07-27' }), missed('2'))).toEqual([]);
    expect(both(headache('1', { recordedDate: '2026-08-30' }), missed('2'))).toMatchObject([
      { day: day('2026-08-30') },
    ]);
  });

  test('of which one is broken is never seen', () => {
    expect(signOf(changed(ache, null), headache('1'))?.seen).toEqual([]);
    expect(signOf(changed(ache, {}), headache('1'))?.seen).toEqual([]);
    expect(signOf({ type: 'data-changed', data: 'x' }, headache('1'))?.seen).toEqual([]);
    expect(signOf({ type: 'data-changed' }, headache('1'))?.seen).toEqual([]);
    expect(signOf(changed(ache, ache), headache('1'))?.seen).toHaveLength(1);
  });

  test('every entry of a sign is seen, oldest first', () => {
    const seen = seenOf(ache, headache('2'), headache('1', { recordedDate: '2026-05-01' }), headache('3'));
    expect(seen).toEqual(['Condition/1', 'Condition/2', 'Condition/3']);
  });
});
