import type { AnyFinding, Code, FactsOf } from '#src/detectors/index.ts';
import { parseDay } from '#src/history/calendar.ts';
import type { Name, Person } from '#src/history/history.ts';

export const on = (iso: string) => parseDay(iso) ?? Number.NaN;
export const asOf = on('2026-11-20');

/** A finding with these facts, counted over 14 visits, with one left out. */
export function finding<C extends Code>(code: C, facts: FactsOf[C], overrides: Partial<AnyFinding> = {}): AnyFinding {
  const result = {
    code,
    facts,
    counted: Array.from({ length: 14 }, (_, index) => `Encounter/${index + 1}`),
    notCounted: [{ reference: 'Encounter/99', reason: 'cancelled' }],
    span: { from: on('2023-03-03'), to: on('2026-09-30') },
    number: 14,
    unit: 'visits',
    changeKey: 'key',
    ...overrides,
  };
  return result as AnyFinding;
}

export function person(
  name: Name | undefined,
  gender: Person['gender'] = 'female',
  overrides: Partial<Person> = {},
): Person {
  const born = 'born' in overrides ? overrides.born : on('1960-05-05');
  return {
    reference: 'Patient/1',
    name,
    gender,
    born,
    bornBy: born,
    lastRecorded: undefined,
    deceased: false,
    deceasedFrom: undefined,
    active: true,
    replaced: false,
    restricted: false,
    preferredLanguage: undefined,
    needsInterpreter: false,
    careHome: false,
    hospice: false,
    namedClinician: undefined,
    namedSince: undefined,
    registeredSince: undefined,
    ...overrides,
  };
}

export const khan = person({ prefix: 'Mrs', given: 'Amina', family: 'Khan' });
