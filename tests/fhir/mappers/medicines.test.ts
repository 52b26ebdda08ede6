import { describe, expect, test } from '@jest/globals';
import type { Medicine, Order, Supply } from '#src/history/history.ts';
import { day, read } from '../map-record.ts';

const own = { subject: { reference: 'Patient/p' } };
const sct = 'http://snomed.info/sct';
const atc = 'http://www.whocc.no/atc';
const days = (value: number, code = 'd') => ({ value, unit: code, system: 'http://unitsofmeasure.org', code });
const named = (words: string, ...coding: object[]) => ({ medicationCodeableConcept: { text: words, coding } });

/** An order of a repeat, with what differs. */
const order = (id: string, difference: object = {}) => ({
  resourceType: 'MedicationRequest',
  id,
  ...own,
  status: 'active',
  intent: 'order',
  authoredOn: '2026-01-05',
  ...named('Sertraline 50mg tablets'),
  ...difference,
});
/** Something that was handed over, with what differs. */
const dispense = (id: string, difference: object = {}) => ({
  resourceType: 'MedicationDispense',
  id,
  ...own,
  status: 'completed',
  whenHandedOver: '2026-01-06',
  daysSupply: days(28),
  ...named('Sertraline 50mg tablets'),
  ...difference,
});

function medicinesOf(...resources: object[]): readonly Medicine[] {
  const { medicines } = read(resources).reading;
  if (!medicines.known) throw new Error('unread');
  return medicines.value;
}
const ordersOf = (...resources: object[]): readonly Order[] => medicinesOf(...resources).flatMap((one) => one.orders);
const orderOf = (difference: object) => ordersOf(order('1', difference))[0];
const suppliesOf = (...resources: object[]): readonly Supply[] =>
  medicinesOf(...resources).flatMap((one) => one.supplies);
const keysOf = (...names: string[]) =>
  medicinesOf(...names.map((one, i) => order(`${i}`, named(one)))).map((one) => one.key);

describe('one medicine', () => {
  test('as it stands, with its order and its supply', () => {
    expect(medicinesOf(order('1'), dispense('2'))).toEqual([
      {
        key: 'sertraline',
        name: 'Sertraline 50mg tablets',
        groups: ['antidepressant'],
        orders: [
          {
            reference: 'MedicationRequest/1',
            authored: day('2026-01-05'),
            state: 'active',
            ended: undefined,
            repeat: false,
            asNeeded: false,
            batch: false,
          },
        ],
        supplies: [{ reference: 'MedicationDispense/2', day: day('2026-01-06'), days: 28 }],
      },
    ]);
  });

  test('of two strengths, salts and manners of writing is one by its ingredient', () => {
    const names = [
      'Sertraline 50mg tablets',
      'sertraline 100 MG Oral Tablet',
      'Sertraline hydrochloride 50 mg',
      'SERTRALINE',
      '24 HR sertraline 50 MG Extended Release Oral Tablet [Lustral]',
      'NDA020800 0.5 ML sertraline 20 MG/ML',
    ];
    expect(keysOf(...names)).toEqual(['sertraline']);
    expect(keysOf('Sertraline 50mg tablets', 'Citalopram 20mg tablets')).toEqual(['citalopram', 'sertraline']);
  });

  test('of several ingredients is another than one of them', () => {
    expect(keysOf('Sacubitril 24mg / Valsartan 26mg tablets', 'Valsartan 40mg tablets')).toEqual([
      'sacubitril / valsartan',
      'valsartan',
    ]);
    expect(keysOf('insulin aspart 100 UNT/ML', 'Insulin glargine 100units/ml')).toHaveLength(2);
  });

  test('an inhaler, a cream and a tablet of one ingredient are three', () => {
    expect(
      keysOf(
        'Budesonide 100micrograms/dose inhaler',
        'Budesonide 64micrograms/dose nasal spray',
        'Budesonide 3mg capsules',
      ),
    ).toHaveLength(3);
  });

  test('is one by a code that is shared, though the words differ', () => {
    const coded = (words: string, code: string) => named(words, { system: sct, code });
    expect(medicinesOf(order('1', coded('Lustral 50mg', '7')), order('2', coded('Sertraline 50mg', '7')))).toHaveLength(
      1,
    );
    expect(medicinesOf(order('1', coded('Lustral 50mg', '7')), order('2', coded('Sertraline 50mg', '8')))).toHaveLength(
      2,
    );
    const atcOnly = (code: string) => ({ medicationCodeableConcept: { coding: [{ system: atc, code }] } });
    expect(medicinesOf(order('1', atcOnly('N06AB06')), order('2', atcOnly('N06AB06')))).toHaveLength(1);
  });

  test('is not one by the class of an ATC code, nor by a code that says that there is none', () => {
    const two = (system: string, code: string) =>
      medicinesOf(
        order('1', named('Sertraline 50mg', { system, code })),
        order('2', named('Citalopram 20mg', { system, code })),
      );
    expect(two(atc, 'N06AB')).toHaveLength(2);
    expect(two('http://terminology.hl7.org/CodeSystem/v3-NullFlavor', 'UNK')).toHaveLength(2);
    expect(two('http://local', 'N06AB')).toHaveLength(1);
  });

  test.each(['m', '#m'])('is read of a contained Medication %s, and of a display where it was not read', (id) => {
    const contained = [{ resourceType: 'Medication', id, code: { text: 'Lithium carbonate 400mg tablets' } }];
    const one = order('1', {
      medicationCodeableConcept: undefined,
      medicationReference: { reference: '#m' },
      contained,
    });
    const display = 'Lithium carbonate 200mg tablets';
    const other = order('2', {
      medicationCodeableConcept: undefined,
      medicationReference: { reference: 'Medication/x', display },
    });
    expect(medicinesOf(one, other)).toMatchObject([{ key: 'lithium', groups: ['lithium'] }]);
  });

  test('that has neither code nor name is counted and left out', () => {
    const { reading, tally } = read([order('1', { medicationCodeableConcept: {} })]);
    expect(reading.medicines).toEqual({ known: true, value: [] });
    expect(tally.get('no-code')).toBe(1);
  });

  test('has the name of its latest order', () => {
    const later = order('1', { ...named('Sertraline 100mg tablets'), authoredOn: '2026-05-05' });
    expect(medicinesOf(later, order('2'))[0]?.name).toBe('Sertraline 100mg tablets');
  });

  test('that is restricted is left out', () => {
    const restricted = { meta: { security: [{ code: 'R' }] } };
    expect(medicinesOf(order('1', restricted), dispense('2', restricted))).toEqual([]);
    expect(medicinesOf(order('1'), dispense('2', restricted))[0]?.supplies).toMatchObject([
      { reference: 'MedicationRequest/1' },
    ]);
  });
});

describe('groups', () => {
  test.each([
    ['Citalopram 20mg tablets', ['antidepressant']],
    ['Lustral 50mg tablets (Pfizer Ltd)', ['antidepressant']],
    ['Lasix 20mg tablets', ['heart-failure-medicine']],
    ['Olanzapine 10mg tablets', ['antipsychotic']],
    ['Clozapine 100mg tablets', ['antipsychotic', 'medicine-built-up']],
    ['Lamictal 100mg tablets', ['antiepileptic', 'medicine-built-up']],
    ['Priadel 400mg modified-release tablets', ['lithium']],
    ['Sodium valproate 500mg tablets', ['antiepileptic']],
    ['NovoRapid FlexPen 100units/ml', ['insulin']],
    ['Insulin glargine 100units/ml solution for injection', ['insulin']],
    ['Insulin syringes 0.5ml', []],
    ['Apixaban 5mg tablets', ['anticoagulant']],
    ['Clenil Modulite 100micrograms/dose inhaler', ['inhaled-steroid']],
    ['120 ACTUAT fluticasone propionate 0.044 MG/ACTUAT Metered Dose Inhaler', ['inhaled-steroid']],
    ['Fluticasone 50micrograms/dose nasal spray', []],
    ['Methotrexate 2.5mg tablets', ['dmard']],
    ['Tacrolimus 0.1% ointment', []],
    ['Bisoprolol 2.5mg tablets', ['heart-failure-medicine']],
    ['Methadone 1mg/ml oral solution', ['opioid-substitution']],
    ['Buprenorphine 10micrograms/hour transdermal patches', []],
    ['Prednisolone 5mg tablets', ['oral-steroid']],
    ['Prednisolone 1% eye drops', []],
    ['Paracetamol 500mg tablets', []],
  ])('by words: %s', (words, groups) => {
    expect(medicinesOf(order('1', named(words)))[0]?.groups).toEqual(groups);
  });

  test.each([
    ['N06AB06', ['antidepressant']],
    ['N06A', ['antidepressant']],
    ['N05AH03', ['antipsychotic']],
    ['N05AH02', ['antipsychotic', 'medicine-built-up']],
    ['N03AX09', ['antiepileptic', 'medicine-built-up']],
    ['N05AN01', ['lithium']],
    ['N05AB04', []],
    ['R03BA02', ['inhaled-steroid']],
    ['R03AK06', ['inhaled-steroid']],
    ['R03AK02', []],
    ['R01AD08', []],
    ['H02AB06', ['oral-steroid']],
    ['B01AF02', ['anticoagulant']],
    ['A10AB05', ['insulin']],
    ['N02BE01', []],
  ])('by ATC code, whatever the words: %s', (code, groups) => {
    const one = order('1', named('Fluticasone inhaler', { system: atc, code }));
    expect(medicinesOf(one)[0]?.groups).toEqual(groups);
    const twin = order('1', named('Fluticasone inhaler', { system: 'http://local', code }));
    expect(medicinesOf(twin)[0]?.groups).toEqual(['inhaled-steroid']);
  });

  test('the dosage too says that something is inhaled', () => {
    const words = named('Budesonide 200micrograms');
    const inhaled = order('1', { ...words, dosageInstruction: [{ text: 'Inhale two puffs twice a day' }] });
    expect(medicinesOf(inhaled)[0]?.groups).toEqual(['inhaled-steroid']);
    expect(medicinesOf(order('1', words))[0]?.groups).toEqual([]);
  });
});

describe('an order', () => {
  test.each([
    ['active', 'active'],
    ['on-hold', 'on-hold'],
    ['stopped', 'stopped'],
    ['ended', 'stopped'],
    ['completed', 'completed'],
    ['draft', undefined],
    ['cancelled', undefined],
    ['entered-in-error', undefined],
    ['unknown', undefined],
    [7, undefined],
  ])('of status %s', (status, state) => {
    expect(orderOf({ status })?.state).toBe(state);
  });

  test.each(['proposal', 'option'])('that is only a %s is none', (intent) => {
    expect(orderOf({ intent })).toBeUndefined();
    expect(orderOf({ intent: 'reflex-order' })).toBeDefined();
  });

  test('that says not to give it is none', () => {
    expect(orderOf({ doNotPerform: true })).toBeUndefined();
    expect(orderOf({ doNotPerform: false })).toBeDefined();
  });

  test('ended where its validity ended, if it was stopped or completed', () => {
    const dispenseRequest = { validityPeriod: { end: '2026-06-30' } };
    expect(orderOf({ status: 'stopped', dispenseRequest })?.ended).toBe(day('2026-06-30'));
    expect(orderOf({ status: 'completed', dispenseRequest })?.ended).toBe(day('2026-06-30'));
    expect(orderOf({ status: 'active', dispenseRequest })?.ended).toBeUndefined();
    expect(orderOf({ status: 'stopped' })).toMatchObject({ state: 'stopped', ended: undefined });
  });

  test('ended, without a validity, when its status changed', () => {
    const extension = [
      {
        url: 'https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-MedicationStatusReason-1',
        extension: [
          { url: 'statusReason', valueCodeableConcept: { text: 'No longer required' } },
          { url: 'statusChangeDate', valueDateTime: '2026-05-31T09:58:37+01:00' },
        ],
      },
    ];
    const ended = (difference: object) => orderOf({ status: 'stopped', ...difference })?.ended;
    expect(ended({ extension })).toBe(day('2026-05-31'));
    expect(ended({ statusChanged: '2026-05-30' })).toBe(day('2026-05-30'));
    expect(ended({ extension, dispenseRequest: { validityPeriod: { end: '2026-05-01' } } })).toBe(day('2026-05-01'));
    expect(ended({ extension, status: 'active' })).toBeUndefined();
    expect(ended({ extension: [{ ...extension[0], url: 'http://other' }] })).toBeUndefined();
  });

  test.each([
    ['a continuous course', { courseOfTherapyType: { coding: [{ code: 'continuous' }] } }],
    ['words of a long-term course', { courseOfTherapyType: { text: 'Long-term therapy' } }],
    [
      'repeat information of UK Core',
      {
        extension: [
          { url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-MedicationRepeatInformation' },
        ],
      },
    ],
    [
      'repeat information of CareConnect',
      {
        extension: [
          {
            url: 'https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-MedicationRepeatInformation-1',
          },
        ],
      },
    ],
    ['repeats that are allowed', { dispenseRequest: { numberOfRepeatsAllowed: 5 } }],
  ])('is on repeat by %s', (_, difference) => {
    expect(orderOf(difference)?.repeat).toBe(true);
    expect(orderOf({})?.repeat).toBe(false);
  });

  test('is no repeat by an acute course, nor where no repeats are allowed', () => {
    expect(orderOf({ courseOfTherapyType: { coding: [{ code: 'acute' }] } })?.repeat).toBe(false);
    expect(orderOf({ dispenseRequest: { numberOfRepeatsAllowed: 0 } })?.repeat).toBe(false);
  });

  test.each([
    ['a flag', { asNeededBoolean: true }],
    ['a reason', { asNeededCodeableConcept: { text: 'pain' } }],
    ['words', { text: 'ONE to be taken when required' }],
  ])('is as needed by %s', (_, dosage) => {
    expect(orderOf({ dosageInstruction: [dosage] })?.asNeeded).toBe(true);
    expect(
      orderOf({ dosageInstruction: [{ asNeededBoolean: false, text: 'ONE to be taken each day' }] })?.asNeeded,
    ).toBe(false);
  });

  test.each([
    ['category', { category: [{ text: 'Repeat dispensing' }] }],
    ['code', { courseOfTherapyType: { coding: [{ code: 'continuous-repeat-dispensing' }] } }],
    [
      'type of prescription',
      {
        extension: [
          {
            url: 'https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-PrescriptionType-1',
            valueCodeableConcept: { coding: [{ code: 'repeat-dispensing' }] },
          },
        ],
      },
    ],
  ])('is a batch by its %s', (_, difference) => {
    expect(orderOf(difference)).toMatchObject({ batch: true, repeat: true });
    expect(orderOf({ category: [{ text: 'Repeat' }] })).toMatchObject({ batch: false, repeat: true });
  });

  test('is a batch where repeats are allowed and no issue is recorded', () => {
    const repeats = { dispenseRequest: { numberOfRepeatsAllowed: 5 } };
    expect(ordersOf(order('1', repeats))[0]?.batch).toBe(true);
    expect(ordersOf(order('1', repeats), dispense('2'))[0]?.batch).toBe(false);
    expect(ordersOf(order('1', repeats), order('2', repeats)).map((one) => one.batch)).toEqual([false, false]);
  });

  test('without a day stands before the others', () => {
    const undated = order('9', { authoredOn: 'soon' });
    const found = ordersOf(order('2', { authoredOn: '2026-03-03' }), undated, order('1'));
    expect(found.map(({ reference }) => reference.slice(-1))).toEqual(['9', '1', '2']);
  });
});

describe('a supply', () => {
  test.each([
    ['completed', {}, 1],
    ['in-progress', {}, 1],
    ['in-progress', { whenHandedOver: undefined, whenPrepared: '2026-01-06' }, 0],
    ['completed', { whenHandedOver: undefined, whenPrepared: '2026-01-06' }, 1],
    ['completed', { whenHandedOver: undefined }, 0],
    ['preparation', {}, 0],
    ['cancelled', {}, 0],
    ['declined', {}, 0],
    ['entered-in-error', {}, 0],
  ])('of a dispense that is %s %j', (status, difference, count) => {
    expect(suppliesOf(dispense('1', { status, ...difference }))).toHaveLength(count);
  });

  test('a dispense without a day is counted', () => {
    expect(read([dispense('1', { whenHandedOver: '2026' })]).tally.get('no-date')).toBe(1);
  });

  const dosed = (dose: object, repeat: object | undefined, quantity: object, more: object[] = []) =>
    suppliesOf(
      dispense('1', {
        daysSupply: undefined,
        quantity,
        dosageInstruction: [{ timing: { repeat }, doseAndRate: [{ doseQuantity: dose }] }, ...more],
      }),
    )[0]?.days;
  const daily = { frequency: 1, period: 1, periodUnit: 'd' };

  test('lasts as long as it says', () => {
    const weeks = suppliesOf(dispense('1', { daysSupply: days(8, 'wk') }));
    expect(weeks[0]?.days).toBe(56);
    expect(suppliesOf(dispense('1', { daysSupply: { value: 2, unit: 'months' } }))[0]?.days).toBe(60);
    expect(suppliesOf(dispense('1', { daysSupply: { value: 2, unit: 'boxes' } }))[0]?.days).toBeUndefined();
    expect(suppliesOf(dispense('1', { daysSupply: days(0) }))[0]?.days).toBeUndefined();
  });

  test.each([
    [1, daily, 28],
    [2, daily, 14],
    [1, { frequency: 2, period: 1, periodUnit: 'd' }, 14],
    [1, { period: 12, periodUnit: 'h' }, 14],
    [1, { frequency: 1, period: 1, periodUnit: 'wk' }, 196],
  ])('else as the quantity is used up: 28 by %d %j', (value, repeat, expected) => {
    expect(dosed({ value, unit: 'tablet' }, repeat, { value: 28, unit: 'tablets' })).toBe(expected);
  });

  test('but only where the dosage says it plainly', () => {
    const quantity = { value: 28, unit: 'tablet' };
    expect(dosed({ value: 50, unit: 'mg' }, daily, quantity)).toBeUndefined();
    expect(dosed({ value: 1, unit: 'tablet' }, undefined, quantity)).toBeUndefined();
    expect(dosed({ value: 1, unit: 'tablet' }, { ...daily, frequencyMax: 2 }, quantity)).toBeUndefined();
    expect(dosed({ value: 1, unit: 'tablet' }, { ...daily, dayOfWeek: ['mon'] }, quantity)).toBeUndefined();
    expect(dosed({ value: 1, unit: 'tablet' }, daily, quantity, [{ text: 'then two' }])).toBeUndefined();
    expect(dosed({ value: 0, unit: 'tablet' }, daily, quantity)).toBeUndefined();
    expect(dosed({ value: 1, unit: 'tablet' }, daily, quantity)).toBe(28);
  });

  test('else as long as its order expects: the one that it names, else the latest before it', () => {
    const lasting = (id: string, value: number, authoredOn: string) =>
      order(id, { authoredOn, dispenseRequest: { expectedSupplyDuration: days(value) } });
    const orders = [lasting('1', 30, '2026-01-01'), lasting('2', 60, '2026-01-04'), lasting('3', 90, '2026-02-01')];
    const plain = dispense('d', { daysSupply: undefined });
    expect(suppliesOf(...orders, plain)[0]?.days).toBe(60);
    const naming = { ...plain, authorizingPrescription: [{ reference: 'MedicationRequest/1' }] };
    expect(suppliesOf(...orders, naming)[0]?.days).toBe(30);
    expect(suppliesOf(plain)[0]?.days).toBeUndefined();
  });

  test('where nothing is dispensed, each request is an issue', () => {
    const issue = (id: string, authoredOn: string, difference: object = {}) =>
      order(id, { authoredOn, dispenseRequest: { expectedSupplyDuration: days(1, 'mo') }, ...difference });
    const issues = [
      issue('1', '2026-01-05'),
      issue('2', '2026-02-02', { status: 'completed' }),
      issue('3', '2026-03-02', { status: 'cancelled' }),
      issue('4', '2026-04-02', { status: 'stopped' }),
      issue('5', '2026'),
    ];
    expect(suppliesOf(...issues).map((one) => [one.reference.slice(-1), one.days])).toEqual([
      ['1', 30],
      ['2', 30],
      ['4', 30],
    ]);
    expect(suppliesOf(...issues, dispense('d')).map(({ reference }) => reference)).toEqual(['MedicationDispense/d']);
    expect(suppliesOf(...issues, dispense('d', { status: 'declined' }))).toEqual([]);
    for (const status of ['entered-in-error', 'preparation', 'cancelled'])
      expect(suppliesOf(...issues, dispense('d', { status }))).toHaveLength(3);
  });

  test('an issue lasts by its quantity where nothing else is said', () => {
    const tablet = { value: 1, unit: 'tablet' };
    const one = order('1', {
      dispenseRequest: { quantity: { value: 56, unit: 'tablet' } },
      dosageInstruction: [{ timing: { code: { coding: [{ code: 'BID' }] } }, doseAndRate: [{ doseQuantity: tablet }] }],
    });
    expect(suppliesOf(one)[0]?.days).toBe(28);
  });

  test('of several on one day the longest counts', () => {
    const found = suppliesOf(
      dispense('1'),
      dispense('2', { daysSupply: days(56) }),
      dispense('3', { daysSupply: null }),
    );
    expect(found).toEqual([{ reference: 'MedicationDispense/2', day: day('2026-01-06'), days: 56 }]);
  });

  test('stands in the order of days', () => {
    const found = suppliesOf(dispense('1', { whenHandedOver: '2026-03-01' }), dispense('2'));
    expect(found.map(({ reference }) => reference.slice(-1))).toEqual(['2', '1']);
  });
});

test('medicines are unread where their source was', () => {
  const { reading } = read([order('1')], {}, { unread: new Map([['medicines', 'incomplete']]) });
  expect(reading.medicines).toEqual({ known: false, why: 'incomplete' });
});
