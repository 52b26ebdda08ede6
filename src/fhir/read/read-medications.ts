import type { FhirClient } from '../client/client.ts';
import type { Failure } from '../client/failure.ts';
import type { ResourceBudget } from '../client/resource-budget.ts';
import { typeAndId } from '../ids.ts';
import { fields, objectsAt, text } from '../json.ts';
import { elementsFor } from '../versions/asked-elements.ts';
import type { FhirVersion } from '../versions/index.ts';
import { knownVersion } from './known-version.ts';
import type { ResourcePool } from './resource-pool.ts';
import { byId } from './staff-searches.ts';

/**
 * Reads the Medications that requests and dispenses reference and that did not come with them; returns why not all could be
 * read, if so. Without them orders of different medicines, and collected and uncollected ones, can't be distinguished.
 */
export async function readMedicines(
  client: FhirClient | undefined,
  pool: ResourcePool,
  budget: ResourceBudget,
  version: FhirVersion,
): Promise<Failure | undefined> {
  const missing = missingIn(pool, version);
  if (missing.length === 0) return undefined;
  if (client === undefined) return 'incomplete';
  const elements = { _elements: elementsFor(knownVersion(client), 'Medication') };
  const answers = await Promise.all(
    byId('Medication', missing, elements).map(({ type, parameters }) => client.search(type, parameters)),
  );
  for (const answer of answers) pool.add(answer, 'medications');
  const failure = answers.find((answer) => answer.failure !== undefined)?.failure;
  return failure ?? (budget.isOver('medications') ? 'over-budget' : undefined);
}

/** References without a display that lead to no Medication that came. */
function missingIn(pool: ResourcePool, { medicine }: FhirVersion): string[] {
  const resources = pool.resources();
  const orders = [...(resources.get('MedicationRequest') ?? []), ...(resources.get('MedicationDispense') ?? [])];
  return orders.flatMap((order) => {
    const [reference] = objectsAt(fields(order) ?? {}, medicine.reference);
    const { type, id } = typeAndId(reference?.reference) ?? {};
    const isNamed = text(reference?.display) !== undefined || pool.has(`Medication/${id}`);
    return type === 'Medication' && !isNamed ? [`Medication/${id}`] : [];
  });
}
