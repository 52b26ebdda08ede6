import { objects, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { FhirPath } from '../../record/fhirpath.ts';
import { expressionOf } from './requirement.ts';
import { searchFor } from './search.ts';
import { requirementsIn } from './signature.ts';

/** How FHIR names elements: what passes may stand in a search. */
const elementName = /^[a-z][A-Za-z]{0,63}$/;
/** Nobody looks for signs in more elements of one type. */
const maxElements = 20;

/**
 * By type of resource, the elements in which the notes of signs look for a sign, as the paths of their authors name them.
 * What lies behind a reference is not among them.
 */
export function elementsOfSigns(context: Context): ReadonlyMap<string, readonly string[]> {
  const { path } = searchFor(context, []);
  const named = requirementsIn(context).flatMap((requirement) => {
    const type = text(requirement.type);
    const filters = [...objects(requirement.codeFilter), ...objects(requirement.dateFilter)];
    return type === undefined
      ? []
      : filters.flatMap((one) => firstOf(path(expressionOf(one), type)).map((element) => ({ type, element })));
  });
  const byType = Map.groupBy(named, ({ type }) => type);
  return new Map(
    [...byType].map(([type, all]) => [type, [...new Set(all.map(({ element }) => element))].slice(0, maxElements)]),
  );
}

function firstOf([first]: FhirPath): readonly string[] {
  if (first?.kind === 'extension') return ['extension'];
  return first?.kind === 'element' && elementName.test(first.name) ? [first.name] : [];
}
