import type { RegisteredNumber } from '../../history/registered-number.ts';
import { type JsonObject, objects, text } from '../json.ts';
import type { CodeSets } from '../terminology/code-sets.ts';
import { oncePerResource } from './once-per-resource.ts';
import { canonicalNumber, hasShape, isOfAPerson, systemOf } from './registers.ts';

/** The numbers that distinguish people and organisations of one record. */
export interface Numbers {
  /** Those that a resource's identifiers give, sorted, without fillers. */
  of(resource: JsonObject): readonly RegisteredNumber[];
  /** False for what stands where no number is known. */
  identifies(number: RegisteredNumber): boolean;
}

/** One character over and over, such as 9999999999. */
const repeated = /^(.)\1{3,}$/;
const zeros = /^0+$/;

/** Fillers are those of the set `filler-number`, and whatever has not its register's shape. */
export function numbersOf(codeSets: CodeSets): Numbers {
  const known = new Map<string, boolean>();
  const identifies = ({ register, number }: RegisteredNumber): boolean => {
    const key = `${register}|${number}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const coded = { system: systemOf(register), code: number, display: number };
    const isFiller = number === '' || repeated.test(number) || zeros.test(number) || !hasShape(register, number);
    const answer = !isFiller && !codeSets.has('filler-number', coded);
    known.set(key, answer);
    return answer;
  };
  const of = oncePerResource((resource) => {
    const numbers = objects(resource.identifier).flatMap((identifier) => {
      const system = text(identifier.system);
      const value = text(identifier.value);
      if (system === undefined || value === undefined || !isOfAPerson(system)) return [];
      const number = canonicalNumber(system, value);
      return identifies(number) ? [number] : [];
    });
    return numbers.sort((a, b) => (a.register + a.number < b.register + b.number ? -1 : 1));
  });
  return { of, identifies };
}
