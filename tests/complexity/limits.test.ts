import { describe, expect, test } from '@jest/globals';
import { cardTextOf } from '#src/cards/card-text.ts';
import { wordsIn } from '#src/cards/words.ts';
import { typeAndId } from '#src/fhir/ids.ts';
import { localTime } from '#src/fhir/record/local-time.ts';
import { referenceKey } from '#src/fhir/record/references.ts';
import { canonicalNumber } from '#src/fhir/record/registers.ts';
import { loadCodeSets } from '#src/fhir/terminology/code-sets.ts';
import { matchable } from '#src/fhir/terminology/matching-text.ts';
import { joinIdentities } from '#src/history/clinician-identities.ts';
import { fullFacts } from '../../scripts/docs/example-facts.ts';
import { asOf, finding, khan } from '../../scripts/docs/example-findings.ts';
import { read, visit } from '../fhir/map-record.ts';

const subject = { reference: 'Patient/p' };
const condition = (id: string, text: string) => ({ resourceType: 'Condition', id, subject, code: { text } });
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

describe('a text of others', () => {
  test('is matched by its first 500 characters', () => {
    expect(matchable('x'.repeat(501))).toHaveLength(500);
    const groups = (text: string) => {
      const { conditions } = read([condition('1', text)]).reading;
      return conditions.known ? conditions.value[0]?.groups : undefined;
    };
    expect(groups(`asthma${'.'.repeat(1000)}`)).toContain('asthma');
    expect(groups(`${'.'.repeat(501)}asthma`)).toEqual([]);
  });

  test('is shown as it came', () => {
    const text = `Sertraline ${'x'.repeat(600)}`;
    const order = {
      resourceType: 'MedicationRequest',
      id: '1',
      status: 'active',
      intent: 'order',
      subject,
      authoredOn: '2026-01-01',
    };
    const { medicines } = read([{ ...order, medicationCodeableConcept: { text } }]).reading;
    expect(medicines.known && medicines.value[0]?.name).toBe(text);
  });

  test('of a whole record is looked through up to a limit; then nothing is concluded from what is there', () => {
    const concepts = times(900, (i) => ({ text: `pain ${i} ${'x'.repeat(480)}` }));
    const encounters = times(40, (j) =>
      visit(`${j}`, { type: concepts.map(({ text }) => ({ text: `${j} ${text}` })) }),
    );
    const { reading, tally } = read(encounters);
    expect(tally.get('too-many-words')).toBe(1);
    expect(reading.contacts).toEqual({ known: false, why: 'incomplete' });
    expect(reading.person.known).toBe(true);
  });
});

describe('an id, a reference or an identifier that is too long', () => {
  const long = 'a'.repeat(257);

  test('leads nowhere', () => {
    expect(referenceKey({ reference: `https://ehr.example/${'a'.repeat(500)}/Practitioner/1` })).toBeUndefined();
    const elsewhere = `https://other.example/${'a'.repeat(400)}/Practitioner/1`;
    expect(referenceKey({ reference: elsewhere })).toBe(elsewhere);
    expect(typeAndId(`https://ehr.example/${'a'.repeat(500)}/Practitioner/1`)).toBeUndefined();
    expect(
      referenceKey({ identifier: { system: 'https://fhir.hl7.org.uk/Id/gmc-number', value: long } }),
    ).toBeUndefined();
    const { tally } = read([condition(long, 'asthma')]);
    expect(tally.get('no-id')).toBe(1);
  });

  test('is no number', () => {
    expect(canonicalNumber('https://fhir.hl7.org.uk/Id/gmc-number', '1'.repeat(257)).number).toBe('');
    expect(canonicalNumber(long, '1').number).toBe('');
    expect(canonicalNumber('a'.repeat(256), '1').number).toBe('1');
  });

  test('is no code', () => {
    const sets = loadCodeSets();
    const code = (code: string) => ({ coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code }] });
    expect(sets.has('asthma', code('J45.9'))).toBe(true);
    expect(sets.has('asthma', code(`J45${'9'.repeat(300)}`))).toBe(false);
  });
});

describe('what repeats', () => {
  test('is read a thousand times within a resource, and the rest is counted', () => {
    const participant = times(1001, (i) => ({ individual: { reference: `Practitioner/x${i}` } }));
    const { tally } = read([visit('1', { participant })]);
    expect(tally.get('too-many-entries')).toBe(1);
  });

  test('among the codings of a concept counts up to the fiftieth', () => {
    const sets = loadCodeSets();
    const others = times(50, (i) => ({ system: 'x', code: `${i}` }));
    const asthma = { system: 'http://snomed.info/sct', code: '195967001' };
    expect(sets.has('asthma', { coding: [...others.slice(1), asthma] })).toBe(true);
    expect(sets.has('asthma', { coding: [...others, asthma] })).toBe(false);
  });

  test('among the roles of one clinician counts up to the hundredth', () => {
    const roles = times(101, (i) => ({
      resourceType: 'PractitionerRole',
      id: `${i}`,
      practitioner: { reference: 'Practitioner/1' },
    }));
    const { reading, tally } = read([visit('1'), ...roles]);
    expect(tally.get('too-many-roles')).toBe(1);
    expect(reading.clinicians.known && reading.clinicians.value.get('Practitioner/1')?.roles).toHaveLength(100);
  });
});

test('of very many medicines those count that were asked for last', () => {
  const word = (i: number) => [...String(i)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
  const order = (i: number) => ({
    resourceType: 'MedicationRequest',
    id: `${i}`,
    status: 'active',
    intent: 'order',
    subject,
    authoredOn: i < 5 ? '2020-01-01' : '2026-01-01',
    medicationCodeableConcept: { text: `drug${word(i)}` },
  });
  const { reading, tally } = read(times(205, order));
  expect(tally.get('too-many-medicines')).toBe(1);
  const names = reading.medicines.known ? reading.medicines.value.map(({ name }) => name) : [];
  expect(names).toHaveLength(200);
  expect(names).not.toContain('druga');
  const sameDay = times(205, order).map((one) => ({ ...one, authoredOn: '2026-01-01' }));
  expect(read(sameDay.toReversed()).reading.medicines).toEqual(read(sameDay).reading.medicines);
});

describe('a date', () => {
  test('before anyone alive was born stands for none', () => {
    const time = localTime('Europe/London');
    expect(time.day('0001-01-01')).toBeUndefined();
    expect(time.day('1879-12-31T00:00:00Z')).toBeUndefined();
    expect(time.day('1880-01-01')).toBeDefined();
  });
});

test('a chain of identities is joined, however long it is', () => {
  const reference = (i: number) => `Practitioner/${2_000_000 - i}`;
  const numbers = (i: number) =>
    [i, i + 1].map((number) => ({ register: 'local', number: String(1_000_000 + number) }));
  const records = times(30_000, (i) => ({ reference: reference(i), family: 'F', numbers: numbers(i) }));
  expect([...joinIdentities(records).people.keys()]).toEqual([reference(29_999)]);
});

test('a card tells a few of a long list, and how many more there are', () => {
  const kinds = times(60, (i) => `check ${i}`);
  const one = finding('unanswered-invitations', { ...fullFacts['unanswered-invitations'], invitations: 60, kinds });
  expect(cardTextOf(one, khan, asOf, wordsIn('en-GB')).summary).toContain('check 0, check 1, check 2 and 57 others');
});

test('a sign is looked for as far as there is room, and what was found in a part of the record counts for nothing', () => {
  const loinc = { system: 'http://loinc.org', code: '1' };
  const data = [{ type: 'Observation', codeFilter: [{ path: 'code', code: [loinc] }] }];
  const trigger = { url: 'trigger', valueTriggerDefinition: { type: 'data-added', data } };
  const sign = { url: 'sign', extension: [{ url: 'text', valueString: 'a sign' }, trigger] };
  const notes = (signs: number) => ({
    resourceType: 'CarePlan',
    id: '1',
    status: 'active',
    intent: 'plan',
    subject,
    extension: [
      {
        url: 'https://secure-base.org/fhir/StructureDefinition/illness-signature',
        extension: times(signs, () => sign),
      },
    ],
  });
  const observation = (i: number) => ({ resourceType: 'Observation', id: `${i}`, subject, code: { coding: [loinc] } });
  const dated = (i: number) => ({ ...observation(i), effectiveDateTime: '2026-08-01' });
  const seen = (signs: number, observations: object[]) => {
    const { reading, tally } = read([notes(signs), ...observations]);
    const [note] = reading.signatures.known ? reading.signatures.value : [];
    return { seen: note?.signs.map((one) => one.seen.length), counted: tally.get('too-many-signs') };
  };
  expect(seen(2, times(3, dated))).toEqual({ seen: [3, 3], counted: undefined });
  expect(seen(51, times(3, dated)).counted).toBe(1);
  const crowded = seen(40, times(4000, dated));
  expect(crowded.seen?.[0]).toBe(4000);
  expect(crowded.seen?.at(-1)).toBe(0);
  expect(crowded.counted).toBeGreaterThan(0);
});
