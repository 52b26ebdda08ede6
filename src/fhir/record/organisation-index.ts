import { objects } from '../json.ts';
import { organisationKey } from './places.ts';
import type { IdentifiedResource, PatientRecord } from './record.ts';
import { numberKey } from './references.ts';
import type { StaffNames } from './staff-names.ts';

/** Finds the organisations that are named so, with all below them and the one above each; keys in the list's order. */
export function organisationsOf(record: PatientRecord): (names: StaffNames) => readonly string[] {
  const all = record.shared('Organization').map((one) => {
    const numbers = record.numbers.of(one);
    return {
      keys: [`Organization/${one.id}`, ...numbers.map((number) => numberKey('Organization', number))],
      parent: parentOf(one, record),
    };
  });
  const byKey = Map.groupBy(
    all.flatMap((one) => one.keys.map((key) => ({ key, one }))),
    ({ key }) => key,
  );
  const below = Map.groupBy(all, ({ parent }) => parent);
  const withKey = (key: string) => (byKey.get(key) ?? []).map(({ one }) => one);
  return (names) => {
    const found = new Set<(typeof all)[number]>();
    const waiting = [...keysOf(names)];
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      for (const one of [...withKey(key), ...(below.get(key) ?? [])]) {
        if (found.has(one)) continue;
        found.add(one);
        waiting.push(...one.keys);
      }
    }
    const above = [...found].flatMap(({ parent }) => (parent === undefined ? [] : withKey(parent)));
    const wanted = new Set([...found, ...above]);
    return all.filter((one) => wanted.has(one)).flatMap(({ keys }) => keys.slice(0, 1));
  };
}

function parentOf(organisation: IdentifiedResource, record: PatientRecord): string | undefined {
  return organisationKey(objects(organisation.partOf)[0], organisation, record);
}

function keysOf({ keys, numbers }: StaffNames): readonly string[] {
  const ofUrns = [...keys].flatMap((key) => /^urn:(?:uuid|oid):(.+)$/.exec(key)?.[1] ?? []);
  const ofNumbers = [...numbers.values()].map((number) => numberKey('Organization', number));
  return [...keys, ...ofUrns.map((id) => `Organization/${id}`), ...ofNumbers];
}
