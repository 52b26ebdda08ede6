import { describe, expect, test } from '@jest/globals';
import { medicineNotCollected } from '#src/detectors/engagement/medicine-not-collected.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { Medicine } from '#src/history/history.ts';
import { found, openedBy, today } from '../../support/builders.ts';
import { read } from '../map-record.ts';

const typed = (code: string) => ({
  url: 'https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-PrescriptionType-1',
  valueCodeableConcept: {
    coding: [{ system: 'https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-PrescriptionType-1', code }],
  },
});
const ago = (days: number) => isoDay(today - days);
const days = (value: number) => ({ value, unit: 'day', system: 'http://unitsofmeasure.org', code: 'd' });

/** As GP Connect writes a request: whatever its intent, `authoredOn` is the day on which the plan was made. */
const request = (id: string, intent: string, difference: object = {}) => ({
  resourceType: 'MedicationRequest',
  id,
  extension: [typed('repeat')],
  intent,
  subject: { reference: 'Patient/p' },
  authoredOn: ago(300),
  medicationCodeableConcept: { text: 'Sertraline 50mg tablets' },
  dosageInstruction: [{ text: 'One To Be Taken Each Day' }],
  ...difference,
});
const valid = (from: number, more: object = {}) => ({
  dispenseRequest: { validityPeriod: { start: ago(from) }, expectedSupplyDuration: days(28), ...more },
});
const plan = (difference: object = {}) => request('plan', 'plan', { status: 'active', ...valid(300), ...difference });
const issue = (from: number, difference: object = {}) =>
  request(`issue-${from}`, 'order', {
    status: 'completed',
    basedOn: [{ reference: 'MedicationRequest/plan' }],
    ...valid(from),
    ...difference,
  });
/** Five issues; what was issued last ran out 35 days ago. */
const times = [175, 147, 119, 91, 63];
const issues = (difference: object = {}) => times.map((from) => issue(from, difference));

function medicinesOf(...resources: object[]): readonly Medicine[] {
  const { medicines } = read(resources, { asOf: today, now: today * 86_400_000 }).reading;
  if (!medicines.known) throw new Error('unread');
  return medicines.value;
}
const fires = (...resources: object[]) =>
  found(medicineNotCollected, { medicines: medicinesOf(...resources) }, openedBy()) !== undefined;

describe('a plan and what is issued under it', () => {
  test('the plan is the order; each issue is a supply, on the day from which it is valid', () => {
    const [medicine, ...others] = medicinesOf(plan(), ...issues());
    expect(others).toEqual([]);
    expect(medicine?.orders).toMatchObject([{ reference: 'MedicationRequest/plan', state: 'active', repeat: true }]);
    expect(medicine?.supplies).toEqual(
      times.map((from) => ({ reference: `MedicationRequest/issue-${from}`, day: today - from, days: 28 })),
    );
    expect(fires(plan(), ...issues())).toBe(true);
  });

  test('an issue that does not say from when it is valid counts on the day it was written', () => {
    const [medicine] = medicinesOf(plan(), issue(63, { authoredOn: ago(60), dispenseRequest: undefined }));
    expect(medicine?.supplies).toMatchObject([{ day: today - 60 }]);
  });

  test('an issue lasts as it expects, else by its quantity, its validity, or as its plan expects', () => {
    const lasting = (dispenseRequest: object, more: object = {}) =>
      medicinesOf(plan(), issue(63, { dispenseRequest, ...more }))[0]?.supplies[0]?.days;
    const start = ago(63);
    const end = ago(7);
    expect(lasting({ validityPeriod: { start, end }, expectedSupplyDuration: days(30) })).toBe(30);
    const dosageInstruction = [
      {
        timing: { code: { coding: [{ code: 'BID' }] } },
        doseAndRate: [{ doseQuantity: { value: 1, unit: 'tablet' } }],
      },
    ];
    const quantity = { value: 28, unit: 'tablet' };
    expect(lasting({ validityPeriod: { start, end }, quantity }, { dosageInstruction })).toBe(14);
    expect(lasting({ validityPeriod: { start, end } })).toBe(56);
    expect(lasting({ validityPeriod: { start, end: start } })).toBe(28);
    expect(lasting({ validityPeriod: { start } })).toBe(28);
  });

  test('the validity of an order that nothing allows is none of its days', () => {
    const alone = issue(63, {
      basedOn: undefined,
      dispenseRequest: { validityPeriod: { start: ago(63), end: ago(7) } },
    });
    expect(medicinesOf(alone)[0]?.supplies).toMatchObject([{ day: today - 300, days: undefined }]);
  });

  test('a plan that moved from another system began when it was valid, not when it was brought over', () => {
    const moved = plan({ authoredOn: ago(20), ...valid(300) });
    expect(medicinesOf(moved, ...issues())[0]?.orders).toMatchObject([{ authored: today - 300 }]);
  });

  test('a plan without issues is no supply, nor is one beside what was dispensed', () => {
    expect(medicinesOf(plan())).toMatchObject([{ orders: [{ repeat: true }], supplies: [] }]);
    const dispensed = times.map((from) => ({
      resourceType: 'MedicationDispense',
      id: `${from}`,
      status: 'completed',
      subject: { reference: 'Patient/p' },
      medicationCodeableConcept: { text: 'Sertraline 50mg tablets' },
      whenHandedOver: ago(from),
      authorizingPrescription: [{ reference: 'MedicationRequest/plan' }],
    }));
    expect(medicinesOf(plan(), ...dispensed)[0]?.supplies).toMatchObject(times.map(() => ({ days: 28 })));
    expect(fires(plan(), ...dispensed)).toBe(true);
  });

  test('what a person reports to take is no plan', () => {
    for (const reported of [{ reported: true }, { reportedBoolean: true }, { reportedReference: { display: 'she' } }])
      expect(medicinesOf(plan(reported))).toEqual([]);
    expect(medicinesOf(plan({ reportedBoolean: false }))).toHaveLength(1);
  });

  test('references by urn:uuid and as absolute addresses lead to it too', () => {
    for (const reference of ['urn:uuid:plan', 'https://ehr.example/fhir/MedicationRequest/plan/_history/2'])
      expect(fires(plan(), ...issues({ basedOn: [{ reference }] }))).toBe(true);
  });
});

describe('an order under which others are issued is a plan by another name', () => {
  const ordered = (difference: object = {}) => plan({ intent: 'order', ...difference });

  test('while it is active; completed issues end nothing', () => {
    expect(medicinesOf(ordered(), ...issues())[0]?.orders).toHaveLength(1);
    expect(medicinesOf(ordered(), ...issues())[0]?.supplies).toHaveLength(5);
    expect(fires(ordered(), ...issues())).toBe(true);
    expect(fires(ordered({ status: 'stopped' }), ...issues({ status: 'active' }))).toBe(false);
  });

  test('but not by what is based on it only after today', () => {
    const alone = ordered({ authoredOn: ago(80) });
    const renewed = issue(63, { authoredOn: ago(-1), extension: [typed('repeat-dispensing')] });
    expect(medicinesOf(alone, renewed)[0]?.supplies[0]?.reference).toBe('MedicationRequest/plan');
    expect(medicinesOf(plan(), renewed)[0]?.orders).toMatchObject([{ batch: false }]);
    const before = { ...renewed, authoredOn: ago(0) };
    expect(medicinesOf(alone, before)[0]?.supplies.map(({ reference }) => reference)).toEqual([
      'MedicationRequest/issue-63',
    ]);
    expect(medicinesOf(plan(), before)[0]?.orders).toMatchObject([{ batch: true }]);
  });

  test('but one that is completed was renewed by what is based on it, and a proposal allows nothing', () => {
    const renewals = issues({ status: 'active' });
    expect(fires(ordered({ status: 'completed' }), ...renewals)).toBe(true);
    expect(fires(ordered({ intent: 'proposal' }), ...renewals)).toBe(true);
  });
});

const later = (difference: object) =>
  plan({
    id: 'later',
    authoredOn: ago(40),
    ...valid(40),
    priorPrescription: { reference: 'MedicationRequest/plan' },
    ...difference,
  });
const silences: readonly (readonly [string, readonly object[], readonly object[]])[] = [
  ...['stopped', 'cancelled', 'completed', 'on-hold', 'draft', 'entered-in-error', 'unknown'].map(
    (status) => [`when the plan is ${status}`, [plan({ status }), ...issues()], [plan(), ...issues()]] as const,
  ),
  [
    'when the plan is not that of a repeat',
    [plan({ extension: [typed('acute')] }), ...issues({ extension: [typed('acute')] })],
    [plan(), ...issues()],
  ],
  ['when no plan came', issues(), issues({ status: 'active' })],
  [
    'on repeat dispensing, said by the plan',
    [plan({ extension: [typed('repeat-dispensing')] }), ...issues()],
    [plan({ extension: [] }), ...issues()],
  ],
  [
    'on repeat dispensing, said by an issue',
    [plan(), ...issues().with(0, issue(175, { extension: [typed('repeat-dispensing')] }))],
    [plan(), ...issues().with(0, issue(175, { extension: [typed('acute')] }))],
  ],
  [
    'when an issue says that it is taken as needed',
    [plan(), ...issues({ dosageInstruction: [{ text: 'One when required' }] })],
    [plan(), ...issues()],
  ],
  [
    'while an issue in time is left',
    [plan(), ...issues(), issue(30)],
    [plan(), ...issues(), issue(30, { status: 'entered-in-error' }), issue(64, { status: 'cancelled' })],
  ],
  [
    'when it was authorised again and stopped',
    [plan(), ...issues(), later({ status: 'stopped' })],
    [plan(), ...issues(), later({})],
  ],
  [
    'when an issue since may not be told of, or was cancelled',
    [plan(), ...issues(), issue(40, { meta: { security: [{ code: 'R' }] } })],
    [plan(), ...issues(), issue(90, { meta: { security: [{ code: 'R' }] } })],
  ],
  [
    'when it was authorised again on the same day and that was stopped',
    [plan(), ...issues(), later({ status: 'stopped', ...valid(300) })],
    [plan({ status: 'stopped' }), ...issues(), later(valid(300))],
  ],
  ['when the plan is restricted', [plan({ meta: { security: [{ code: 'R' }] } }), ...issues()], [plan(), ...issues()]],
  [
    'for plans of which one of a day was stopped and neither replaced the other',
    [plan(), ...issues(), plan({ id: 'other', status: 'stopped' })],
    [plan(), ...issues(), plan({ id: 'other', status: 'completed' })],
  ],
  [
    'when nothing says which of the issues was when',
    [plan(), ...issues({ dispenseRequest: { expectedSupplyDuration: days(28) } })],
    [
      plan(),
      ...times.map((from) =>
        issue(from, { authoredOn: ago(from), dispenseRequest: { expectedSupplyDuration: days(28) } }),
      ),
    ],
  ],
];

describe('a repeat under a plan: D7 stays silent', () => {
  test.each(silences)('%s', (_, silent, firing) => {
    expect(fires(...silent)).toBe(false);
    expect(fires(...firing)).toBe(true);
  });

  test('an acute prescription of the same medicine, which was completed, ends no repeat', () => {
    const acute = [
      plan({ id: 'acute', status: 'completed', extension: [typed('acute')], authoredOn: ago(70), ...valid(70) }),
      issue(70, {
        basedOn: [{ reference: 'MedicationRequest/acute' }],
        extension: [typed('acute')],
        ...valid(70, { expectedSupplyDuration: days(7) }),
      }),
    ];
    expect(fires(plan(), ...issues(), ...acute)).toBe(true);
    expect(fires(...acute, ...issues())).toBe(false);
  });
});
