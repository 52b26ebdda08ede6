/** Elements of R4 and its neighbours that are choices: `deceased` stands for `deceasedBoolean` and `deceasedDateTime`. */
const choices = [
  ...['abatement', 'age', 'asNeeded', 'born', 'deceased', 'effective', 'medication', 'multipleBirth', 'occurrence'],
  ...['onset', 'performed', 'quantity', 'reported', 'scheduled', 'statusReason', 'value'],
];

/** The name under which `_elements` asks for a property of a resource's JSON. */
export function elementOf(property: string): string {
  const name = property.replace(/^_/, '');
  const choice = choices.find((one) => name.startsWith(one) && /^[A-Z]/.test(name.slice(one.length)));
  return choice ?? name;
}

/** What is left of a resource where these elements alone are asked for. */
export function reducedTo<T extends object>(resource: T, elements: readonly string[]): T {
  const kept = ['resourceType', 'id', ...elements];
  const isKept = (property: string) => kept.includes(property) || kept.includes(elementOf(property));
  return Object.fromEntries(Object.entries(resource).filter(([property]) => isKept(property))) as T;
}

/** The tag by which servers say that this is not all of a resource (hl7.org/fhir/R4/search.html#elements). */
export function subsetted<T extends object>(resource: T): T {
  const { meta, ...others } = resource as T & { meta?: { tag?: readonly object[] } };
  const tag = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };
  return { ...others, meta: { ...meta, tag: [...(meta?.tag ?? []), tag] } } as T;
}
