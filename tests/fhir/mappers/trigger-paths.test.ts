import { describe, expect, test } from '@jest/globals';
import { toReading } from '#src/fhir/mappers/index.ts';
import { codeSets, at as opening, patient, sourcesOf } from '../map-record.ts';

const subject = { reference: 'Patient/p' };
const wanted = { system: 's', code: 'c' };
const concept = { coding: [wanted] };

/** What is read of these resources: an author's path may name any element of them, which is then asked for. */
const read = (resources: readonly object[]) =>
  toReading(sourcesOf([patient, ...resources], {}, false), opening, codeSets);

/** An observation of this person; what it is differs. */
const observation = (difference: object) => ({
  resourceType: 'Observation',
  id: '1',
  status: 'final',
  subject,
  effectiveDateTime: '2026-08-20',
  ...difference,
});

/** A note of one sign for each of these lists of requirements. */
const noteOf = (...signs: readonly (readonly object[])[]) => ({
  resourceType: 'CarePlan',
  id: '1',
  status: 'active',
  intent: 'plan',
  subject,
  extension: [
    {
      url: 'https://secure-base.org/fhir/StructureDefinition/illness-signature',
      extension: signs.map((data) => ({
        url: 'sign',
        extension: [
          { url: 'text', valueString: 'a sign' },
          { url: 'trigger', valueTriggerDefinition: { type: 'data-added', data } },
        ],
      })),
    },
  ],
});

function lookFor(requirement: object, ...resources: object[]) {
  const { reading, tally } = read([noteOf([requirement]), ...resources]);
  const [note] = reading.signatures.known ? reading.signatures.value : [];
  const seen = note?.signs[0]?.seen.map(({ references }) => references.join('+'));
  return { seen, notUnderstood: tally.get('unknown-path') ?? 0 };
}
/** What is seen of a sign that is coded `c` at this path. */
const at = (path: string, one: object, ...others: object[]) =>
  lookFor(
    { type: 'resourceType' in one ? one.resourceType : '', codeFilter: [{ path, code: [wanted] }] },
    one,
    ...others,
  );
const found = (id = 'Observation/1') => ({ seen: [id], notUnderstood: 0 });
const notFound = { seen: [], notUnderstood: 0 };
const notUnderstood = { seen: [], notUnderstood: 1 };

describe('the path of a code filter', () => {
  test('may take one entry of a list by its number (R4, DataRequirement.codeFilter.path)', () => {
    const both = observation({ code: { coding: [{ system: 's', code: 'other' }, wanted] } });
    expect(at('code.coding[1]', both)).toEqual(found());
    expect(at('code.coding[0]', both)).toEqual(notFound);
    expect(at('code.coding[2]', both)).toEqual(notFound);
    expect(at('code.coding[0]', observation({ code: concept }))).toEqual(found());
  });

  test('counts the entries of all lists together', () => {
    const several = observation({ category: [{ coding: [{ code: 'a' }] }, { coding: [{ code: 'b' }, wanted] }] });
    expect(at('category.coding[2]', several)).toEqual(found());
    expect(at('category[1].coding[1]', several)).toEqual(found());
    expect(at('category.coding[1]', several)).toEqual(notFound);
  });

  test('may name the type of a choice element', () => {
    const one = observation({ valueCodeableConcept: concept });
    expect(at('value.ofType(CodeableConcept)', one)).toEqual(found());
    expect(at('Observation.value.ofType(FHIR.CodeableConcept).coding', one)).toEqual(found());
    expect(at('value.ofType(Quantity)', one)).toEqual(notFound);
    expect(at('value[0].ofType(CodeableConcept)', one)).toEqual(found());
    expect(at('value.ofType(string)', observation({ valueString: 'c' }))).toEqual(found());
    expect(at('value.ofType(string)', observation({ valueCode: 'c' }))).toEqual(notFound);
  });

  test('may lead to an extension', () => {
    const extension = [{ url: 'v' }, { url: 'u', valueCodeableConcept: concept }];
    expect(at("extension('u').value", observation({ extension }))).toEqual(found());
    expect(at("extension('v').value", observation({ extension }))).toEqual(notFound);
    expect(at("extension('u').value", observation({}))).toEqual(notFound);
    const inner = observation({ code: { extension: [{ url: 'u', valueCoding: wanted }] } });
    expect(at("code.extension('u').value.ofType(Coding)", inner)).toEqual(found());
  });

  test('may pick what has a constant', () => {
    const both = observation({ code: { coding: [{ system: 'a', code: 'x', userSelected: true }, wanted] } });
    expect(at("code.coding.where(system = 's')", both)).toEqual(found());
    expect(at("code.coding.where(system = 'a')", both)).toEqual(notFound);
    expect(at('code.coding.where(userSelected = true)', both)).toEqual(notFound);
    const components = observation({
      component: [
        { code: { coding: [{ code: 'k' }] }, valueCodeableConcept: concept },
        { code: { coding: [{ code: 'l' }] } },
      ],
    });
    expect(at("component.where(code.coding.code = 'k').value", components)).toEqual(found());
    expect(at("component.where(code.coding.code = 'l').value", components)).toEqual(notFound);
  });

  test('may follow a reference to what was read of the person or is contained', () => {
    const encounter = { resourceType: 'Encounter', id: 'e', status: 'finished', subject, type: [concept] };
    const one = observation({ encounter: { reference: 'Encounter/e' } });
    expect(at('encounter.resolve().type', one, encounter)).toEqual(found());
    expect(at('encounter.resolve().type', one)).toEqual(notFound);
    const specimen = { resourceType: 'Specimen', id: 's', type: concept };
    const contained = observation({ specimen: { reference: '#s' }, contained: [specimen] });
    expect(at('specimen.resolve().type', contained)).toEqual(found());
    const performer = observation({ performer: [{ reference: 'Organization/o' }] });
    expect(
      at('performer.resolve().type', performer, { resourceType: 'Organization', id: 'o', type: [concept] }),
    ).toEqual(found());
    expect(at('performer.resolve().ofType(Practitioner).type', performer)).toEqual(notFound);
  });

  test.each([
    ['it leads to another person', { subject: { reference: 'Patient/q' } }],
    ['it is restricted', { meta: { security: [{ code: 'R' }] } }],
    ['it was cancelled', { status: 'cancelled' }],
  ])('follows no reference where %s', (_, difference) => {
    const encounter = { resourceType: 'Encounter', id: 'e', status: 'finished', subject, type: [concept] };
    for (const reference of ['Encounter/e', 'urn:uuid:e']) {
      const one = observation({ encounter: { reference } });
      expect(at('encounter.resolve().type', one, encounter)).toEqual(found());
      expect(at('encounter.resolve().type', one, { ...encounter, ...difference })).toEqual(notFound);
    }
  });

  test('takes a chain of references no further than there is room', () => {
    const parts = Array.from({ length: 500 }, () => ({ reference: 'Organization/o' }));
    const organisation = { resourceType: 'Organization', id: 'o', partOf: parts };
    const one = observation({ performer: [{ reference: 'Organization/o' }] });
    const begun = performance.now();
    const path = 'performer.resolve().partOf.resolve().partOf.resolve().partOf.resolve().type';
    expect(at(path, one, organisation).seen).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  test.each([
    ['arithmetic', 'code + code'],
    ['a sign', '-code'],
    ['a union', 'code | category'],
    ['logic', 'code and category'],
    ['a comparison', "code = 'c'"],
    ['a cast', 'value as CodeableConcept'],
    ['a test of type', 'value is CodeableConcept'],
    ['an index that is computed', 'code.coding[0 + 1]'],
    ['an index that is negative', 'code.coding[-1]'],
    ['an index that is no whole number', 'code.coding[0.5]'],
    ['an index that is a name', 'code.coding[code]'],
    ['another function', 'code.coding.first()'],
    ['a function that repeats', 'code.repeat(coding)'],
    ['a function of texts', "code.text.matches('(a+)+$')"],
    ['a condition of two parts', "code.coding.where(system = 's' and code = 'c')"],
    ['a condition within a condition', "code.where(coding.where(code = 'c') = 'c')"],
    ['a condition on two names', 'code.coding.where(system = code)'],
    ['a condition that is not equality', "code.coding.where(code != 'x')"],
    ['a condition that is a name', 'code.coding.where(userSelected)'],
    ['a condition on a date', 'code.coding.where(version = @2020)'],
    ['a condition too many', "code.coding.where(system = 's', code = 'c')"],
    ['an extension that is computed', "extension('a' & 'b').value"],
    ['an extension of no name', 'extension().value'],
    ['a type that is computed', "value.ofType('CodeableConcept')"],
    ['an argument of resolve()', 'encounter.resolve(1)'],
    ['the item itself', '$this.code'],
    ['another variable', '%context.code'],
    ['the resource elsewhere than first', 'code.%resource'],
    ['a constant', "'c'"],
    ['the empty set', '{}'],
  ])('that holds %s is counted and not evaluated', (_, path) => {
    expect(at(path, observation({ code: { ...concept, text: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' } }))).toEqual(
      notUnderstood,
    );
  });

  test.each([
    ['ends too early', 'code.'],
    ['goes on after its end', 'code.coding]'],
    ['has two ends', 'code coding'],
    ['has a comment', 'code // coding'],
    ['is not closed', "extension('u"],
    ['is only parentheses', '('.repeat(400)],
    ['is no path', '!?'],
    ['is blank', '   '],
    ['is a row of numbers', '1 '.repeat(250)],
    ['is longer than any', `code${'.coding'.repeat(100)}`],
    ['has more steps than any', 'a.a.a.a.a.a.a.a.a.a.a'],
  ])('that %s is counted', (_, path) => {
    expect(at(path, observation({ code: concept }))).toEqual(notUnderstood);
  });

  test('reads nothing that JSON does not hold', () => {
    for (const path of ['constructor', 'code.constructor.name', '__proto__.code', 'code.coding.length'])
      expect(at(path, observation({ code: concept }))).toEqual(notFound);
  });
});

describe('the path of a date filter', () => {
  const dated = (path: string, ...resources: object[]) =>
    lookFor({ type: 'Observation', dateFilter: [{ path, valuePeriod: { start: '2026-08-01' } }] }, ...resources);

  test('is read as that of a code filter', () => {
    expect(dated('effective.ofType(dateTime)', observation({}))).toEqual(found());
    expect(dated('effective.ofType(Period)', observation({}))).toEqual(notFound);
    const { effectiveDateTime: _, ...undated } = observation({ effectivePeriod: { start: '2026-08-02' } });
    expect(dated('effective.ofType(Period).start', undated)).toEqual(found());
    const visit = { resourceType: 'Encounter', id: 'e', status: 'finished', subject, period: { start: '2026-08-03' } };
    expect(
      dated('encounter.resolve().period', observation({ encounter: { reference: 'Encounter/e' } }), visit),
    ).toEqual(found());
  });

  test('that is not understood is counted, and holds for nothing', () => {
    expect(dated('effective.first()', observation({}))).toEqual(notUnderstood);
    expect(dated('today()', observation({}))).toEqual(notUnderstood);
  });
});

test.each([
  ['nested', (i: number) => `${'('.repeat(200)}a${i}${')'.repeat(200)}`],
  ['many numbers', (i: number) => `a${i} ${'1 '.repeat(230)}`],
  ['long', (i: number) => `a${i}${'.a'.repeat(230)}`],
])('very many paths that are %s are parsed as far as there is room', (_, path) => {
  const filters = (n: number) => Array.from({ length: 900 }, (_, i) => ({ path: path(n * 900 + i), code: [wanted] }));
  const requirements = (n: number) =>
    Array.from({ length: 10 }, (_, i) => ({ type: 'Observation', codeFilter: filters(n * 10 + i) }));
  const note = noteOf(...Array.from({ length: 4 }, (_, n) => requirements(n)));
  const begun = process.cpuUsage();
  const { tally } = read([note, observation({ code: concept })]);
  expect(process.cpuUsage(begun).user / 1e6).toBeLessThan(2);
  expect(tally.get('unknown-path') ?? 0).toBeLessThan(36_000);
});
