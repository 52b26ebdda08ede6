import { sources } from '../../fhir/read/searches.ts';
import { sharedTypes } from '../../fhir/shared-types.ts';

const typesOfPatients: readonly string[] = [...new Set(sources.map(({ type }) => type))];

/** Every type that the history reads: what is asked for, and all of what comes that is fetched. */
export const askedTypes: readonly string[] = [...typesOfPatients, ...sharedTypes];

/**
 * Those in the Patient compartment of R4 (https://hl7.org/fhir/R4/compartmentdefinition-patient.html), which Task is not in:
 * a server may refuse, or fail at, an export of patients that asks for others, as HAPI FHIR does.
 */
export const compartmentTypes: readonly string[] = typesOfPatients.filter((type) => type !== 'Task');

/**
 * `_typeFilter`s of a type that is read by more than its patient, such as documents of one kind alone.
 * @param types those that are asked for
 */
export function typeFilters(types: readonly string[]): readonly string[] {
  const searches = sources.filter(({ type, search }) => types.includes(type) && search !== undefined);
  const parameters = searches.map(({ type, search = {} }) => {
    const { patient: _, _count: __, ...others } = search;
    return { type, query: new URLSearchParams(others).toString() };
  });
  // A type that is read as a whole by any source has to come as a whole.
  const isWhole = (wanted: string) => parameters.some(({ type, query }) => type === wanted && query === '');
  return parameters.filter(({ type }) => !isWhole(type)).map(({ type, query }) => `${type}?${query}`);
}
