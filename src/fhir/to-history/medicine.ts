import type { Medicine, Order, Supply } from '../../history/history.ts';
import { type CodeSetName, medicineSets } from '../code-set-names.ts';
import { type Fields, fields, objects, text } from '../json.ts';
import type { Context } from './context.ts';
import { toOrder } from './order.ts';
import type { Owned } from './record.ts';
import { isRestricted } from './restricted.ts';
import { suppliedBy, toSupply } from './supply.ts';

/** A medicine as a request or dispense names it. */
interface Named {
  readonly resource: Owned;
  readonly keys: readonly string[];
  readonly name: string | undefined;
  readonly groups: readonly CodeSetName[];
}

/** Medicines with their orders and supplies: whatever shares a code, or else the ingredient's word, is one medicine. */
export function toMedicines(context: Context): Medicine[] {
  const { medicationRequests, medicationDispenses } = context.own;
  const named = [...medicationRequests, ...medicationDispenses]
    .filter((one) => !isRestricted(one))
    .flatMap((one) => nameOf(one, context));
  return joined(named)
    .map((same) => medicineOf(same, context))
    .filter(({ orders, supplies }) => orders.length > 0 || supplies.length > 0)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function nameOf(resource: Owned, { record, codeSets }: Context): Named[] {
  const reference = fields(resource.medicationReference);
  const medication = reference && record.follow(reference, resource)?.resource;
  const concept = fields(resource.medicationCodeableConcept) ?? fields(medication?.code) ?? displayOf(reference);
  if (concept === undefined) return [];
  const codings = objects(concept.coding);
  const codes = codings.flatMap(({ system, code }) =>
    typeof system === 'string' && typeof code === 'string' ? [`${system}|${code}`] : [],
  );
  const name = text(concept.text) ?? codings.flatMap(({ display }) => text(display) ?? [])[0];
  const word = ingredientOf(name);
  const keys = [...codes, ...(word === undefined ? [] : [word])];
  return keys.length === 0 ? [] : [{ resource, keys, name, groups: codeSets.setsOf(concept, medicineSets) }];
}

function displayOf(reference: Fields | undefined): Fields | undefined {
  const display = text(reference?.display);
  return display === undefined ? undefined : { text: display };
}

/** What stands before the strength or the form: the ingredient, or the brand. */
function ingredientOf(name: string | undefined): string | undefined {
  const [before = ''] = (name ?? '')
    .toLowerCase()
    .split(/\s+(?=\d)|\s+(?:tablet|capsule|injection|inhaler|solution|cream)/);
  return before.trim() || undefined;
}

/** Lists of those that share a key, directly or through others. */
function joined(named: readonly Named[]): Named[][] {
  const listOf = new Map<string, Named[]>();
  for (const one of named) {
    const lists = new Set(
      one.keys.flatMap((key) => {
        const list = listOf.get(key);
        return list === undefined ? [] : [list];
      }),
    );
    const all = [...[...lists].flat(), one];
    for (const { keys } of all) for (const key of keys) listOf.set(key, all);
  }
  return [...new Set(listOf.values())];
}

function medicineOf(same: readonly Named[], context: Context): Medicine {
  const requests = same
    .filter(({ resource }) => resource.resourceType === 'MedicationRequest')
    .map(({ resource }) => resource);
  const dispenses = same
    .filter(({ resource }) => resource.resourceType === 'MedicationDispense')
    .map(({ resource }) => resource);
  const handedOver = dispenses.flatMap((one) => toSupply(one, requests, context) ?? []);
  const supplies = handedOver.length > 0 ? handedOver : requests.flatMap((one) => suppliedBy(one, context) ?? []);
  const isIssued = handedOver.length > 0 || requests.length > 1;
  const orders = requests
    .map((one) => toOrder(one, isIssued, context))
    .filter((one) => one !== undefined)
    .sort(byAuthored);
  return {
    key: same.flatMap(({ keys }) => keys).sort()[0] ?? '',
    name: same.flatMap(({ name }) => name ?? []).at(-1),
    groups: [...new Set(same.flatMap(({ groups }) => groups))],
    orders,
    supplies: oncePerDay(supplies),
  };
}

function byAuthored(one: Order, other: Order): number {
  return (one.authored ?? 0) - (other.authored ?? 0) || (one.reference < other.reference ? -1 : 1);
}

/** Of several on one day the one that lasts longest. */
function oncePerDay(supplies: readonly Supply[]): Supply[] {
  const sorted = supplies.toSorted(
    (a, b) => a.day - b.day || (b.days ?? 0) - (a.days ?? 0) || (a.reference < b.reference ? -1 : 1),
  );
  return sorted.filter(({ day }, i) => day !== sorted[i - 1]?.day);
}
