import { type JsonObject, objects, text } from '../json.ts';

const systems: readonly unknown[] = ['https://fhir.nhs.uk/Id/nhs-number', 'http://fhir.nhs.net/Id/nhs-number'];
/** Ten digits, written with or without spaces. */
const longest = 20;

export function isNhsNumber({ system, value }: JsonObject): boolean {
  return systems.includes(system) && (text(value) ?? '').length <= longest;
}

/** Two resources carry NHS numbers, and none in common: they are of two people. */
export function differInNhsNumber(one: JsonObject, other: JsonObject): boolean {
  const [numbers, others] = [numbersOf(one), numbersOf(other)];
  return numbers.length > 0 && others.length > 0 && !numbers.some((number) => others.includes(number));
}

function numbersOf({ identifier }: JsonObject): string[] {
  return objects(identifier)
    .filter(isNhsNumber)
    .map(({ value }) => String(value).replaceAll(/\D/g, ''));
}
