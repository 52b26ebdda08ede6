import { createDisjointSets } from '../../../history/disjoint-sets.ts';
import type { Medicine, Order, Supply } from '../../../history/history.ts';
import { count, fields, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { linkRequests, type RequestLinks } from './issued-under.ts';
import { type MedicineName, medicineNames } from './medicine-name.ts';
import { isCancelled, isOrder, toOrder } from './order.ts';
import { isDispense, issueOf, toSupply } from './supply.ts';
import { orderFinder } from './supply-order.ts';
import { withheldDays, withheldUntil } from './withheld-supplies.ts';

/** A request or dispense, and the medicine that it names. */
interface NamedResource extends MedicineName {
  readonly resource: IdentifiedResource;
}

/** Medicines with their orders and supplies; resources that share an ingredient or a code are one medicine. */
export function toMedicines(context: Context): Medicine[] {
  const { own, tally } = context;
  const nameOf = medicineNames(context);
  const links = linkRequests(context);
  const requests = own.medicationRequests.filter((one) => isOrder(one, links) && !isCancelled(one));
  const dispenses = own.medicationDispenses.filter(isDispense);
  const resources = [...requests, ...dispenses].flatMap((resource): NamedResource[] => {
    const name = nameOf(resource);
    if (name === undefined) count(tally, 'no-code');
    return name === undefined ? [] : [{ ...name, resource }];
  });
  const withheld = withheldDays(context, links, nameOf);
  return mostRecentlyUsed(groupedByMedicine(resources), context)
    .map((same) => ({
      ...medicineOf(same, links, context),
      ...withheldUntil(
        same.flatMap(({ keys }) => keys),
        withheld,
      ),
    }))
    .filter(({ orders, supplies }) => orders.length > 0 || supplies.length > 0)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Nobody takes more; the limit bounds the comparison of each with every other, as one may have replaced another. */
const maxMedicines = 200;

/** The most recently ordered or dispensed medicines. Ties are broken by key, so that the order of the record does not matter. */
function mostRecentlyUsed(medicines: NamedResource[][], { tally }: Context): NamedResource[][] {
  if (medicines.length <= maxMedicines) return medicines;
  count(tally, 'too-many-medicines');
  const dated = medicines.map((same) => ({
    same,
    last: same.map(lastUse).reduce(later),
    key: same.flatMap(({ keys }) => keys).reduce((a, b) => (a < b ? a : b)),
  }));
  return dated
    .sort((a, b) => Number(a.last < b.last) - Number(a.last > b.last) || (a.key < b.key ? -1 : 1))
    .slice(0, maxMedicines)
    .map(({ same }) => same);
}

function lastUse({ resource }: NamedResource): string {
  const valid = fields(fields(resource.dispenseRequest)?.validityPeriod);
  return [resource.whenHandedOver, resource.authoredOn, valid?.start].map((one) => text(one) ?? '').reduce(later);
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

/** Groups of resources that share a key, directly or through others. */
function groupedByMedicine(resources: readonly NamedResource[]): NamedResource[][] {
  const sets = createDisjointSets();
  for (const { keys } of resources) for (const key of keys) sets.join(keys[0] ?? key, key);
  return [...Map.groupBy(resources, ({ keys: [key = ''] }) => sets.find(key)).values()];
}

function medicineOf(same: readonly NamedResource[], links: RequestLinks, context: Context): Medicine {
  const ofType = (type: string) => same.map(({ resource }) => resource).filter((one) => one.resourceType === type);
  const requests = ofType('MedicationRequest');
  const dispenses = ofType('MedicationDispense');
  const issues = requests.filter((one) => !links.isPlan(one));
  const orders = requests.filter((one) => links.planOf(one) === undefined);
  const orderOf = orderFinder(requests, context.time);
  const supplies =
    dispenses.length > 0
      ? dispenses.flatMap((one) => toSupply(one, orderOf, context) ?? [])
      : issues.flatMap((one) => issueOf(one, links, context) ?? []);
  const isIssued = dispenses.length > 0 || requests.length > 1;
  const keys = same.flatMap((one) => one.keys).sort();
  return {
    key: keys.find((key) => !key.includes('|')) ?? keys[0] ?? '',
    name: latestName(same),
    groups: [...new Set(same.flatMap(({ groups }) => groups))].sort(),
    orders: orders
      .map((one): RankedOrder => {
        const order = toOrder(one, { issues: links.issuesOf(one), isIssued }, context);
        return { order, isReplaced: links.isReplaced(one) };
      })
      .sort(byAuthored)
      .map(({ order }) => order),
    supplies: longestPerDay(supplies),
  };
}

/** The name in the latest order, else in the latest dispense. */
function latestName(same: readonly NamedResource[]): string | undefined {
  const when = ({ resource }: NamedResource) => text(resource.authoredOn) ?? '';
  const resources = same.filter(({ name }) => name !== undefined);
  const latest = (a: NamedResource, b: NamedResource) =>
    when(a) === when(b) ? a.resource.id >= b.resource.id : when(a) > when(b);
  return resources.reduce<NamedResource | undefined>((a, b) => (a === undefined || latest(b, a) ? b : a), undefined)
    ?.name;
}

interface RankedOrder {
  readonly order: Order;
  readonly isReplaced: boolean;
}

/** Oldest first. Within a day replaced orders come first and ended ones last, so that the last order is the current state. */
function byAuthored(one: RankedOrder, other: RankedOrder): number {
  const days = (one.order.authored ?? Number.MIN_SAFE_INTEGER) - (other.order.authored ?? Number.MIN_SAFE_INTEGER);
  const rank = ({ order, isReplaced }: RankedOrder) => (isReplaced ? 0 : order.state === 'active' ? 1 : 2);
  return days || rank(one) - rank(other) || (one.order.reference < other.order.reference ? -1 : 1);
}

/** The supply of each day that lasts longest. */
function longestPerDay(supplies: readonly Supply[]): Supply[] {
  const sorted = supplies.toSorted(
    (a, b) => a.day - b.day || (b.days ?? 0) - (a.days ?? 0) || (a.reference < b.reference ? -1 : 1),
  );
  return sorted.filter(({ day }, i) => day !== sorted[i - 1]?.day);
}
