import { createDisjointSets } from '../../../history/disjoint-sets.ts';
import type { Medicine, Order, Supply } from '../../../history/history.ts';
import { count, fields, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { type Issuing, issuing } from './issued-under.ts';
import { type MedicineName, medicineNames } from './medicine-name.ts';
import { isCancelled, isOrder, toOrder } from './order.ts';
import { isDispense, issueOf, toSupply } from './supply.ts';
import { ordersBehind } from './supply-order.ts';
import { withheldDays, withheldUntil } from './withheld-supplies.ts';

/** A request or dispense, and the medicine that it names. */
interface Named extends MedicineName {
  readonly resource: IdentifiedResource;
}

/** Medicines with their orders and supplies: whatever shares an ingredient or a code is one medicine. */
export function toMedicines(context: Context): Medicine[] {
  const { own, tally } = context;
  const nameOf = medicineNames(context);
  const under = issuing(context);
  const requests = own.medicationRequests.filter((one) => isOrder(one, under) && !isCancelled(one));
  const dispenses = own.medicationDispenses.filter(isDispense);
  const named = [...requests, ...dispenses].flatMap((resource): Named[] => {
    const name = nameOf(resource);
    if (name === undefined) count(tally, 'no-code');
    return name === undefined ? [] : [{ ...name, resource }];
  });
  const withheld = withheldDays(context, under, nameOf);
  return lately(joined(named), context)
    .map((same) => ({
      ...medicineOf(same, under, context),
      ...withheldUntil(
        same.flatMap(({ keys }) => keys),
        withheld,
      ),
    }))
    .filter(({ orders, supplies }) => orders.length > 0 || supplies.length > 0)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Nobody takes so many; each is compared with every other, as one may have replaced another. */
const maxMedicines = 200;

/** The medicines that were asked for or handed over last; of equals those whose key comes first, so that order does not matter. */
function lately(medicines: Named[][], { tally }: Context): Named[][] {
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

function lastUse({ resource }: Named): string {
  const valid = fields(fields(resource.dispenseRequest)?.validityPeriod);
  return [resource.whenHandedOver, resource.authoredOn, valid?.start].map((one) => text(one) ?? '').reduce(later);
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

/** Groups of those that share a key, directly or through others. */
function joined(named: readonly Named[]): Named[][] {
  const sets = createDisjointSets();
  for (const { keys } of named) for (const key of keys) sets.join(keys[0] ?? key, key);
  return [...Map.groupBy(named, ({ keys: [key = ''] }) => sets.find(key)).values()];
}

function medicineOf(same: readonly Named[], under: Issuing, context: Context): Medicine {
  const ofType = (type: string) => same.map(({ resource }) => resource).filter((one) => one.resourceType === type);
  const requests = ofType('MedicationRequest');
  const dispenses = ofType('MedicationDispense');
  const issues = requests.filter((one) => !under.isPlan(one));
  const orders = requests.filter((one) => under.planOf(one) === undefined);
  const orderOf = ordersBehind(requests, context.time);
  const supplies =
    dispenses.length > 0
      ? dispenses.flatMap((one) => toSupply(one, orderOf, context) ?? [])
      : issues.flatMap((one) => issueOf(one, under, context) ?? []);
  const isIssued = dispenses.length > 0 || requests.length > 1;
  const keys = same.flatMap((one) => one.keys).sort();
  return {
    key: keys.find((key) => !key.includes('|')) ?? keys[0] ?? '',
    name: latestName(same),
    groups: [...new Set(same.flatMap(({ groups }) => groups))].sort(),
    orders: orders
      .map((one): Dated => {
        const order = toOrder(one, { issues: under.issuesOf(one), isIssued }, context);
        return { order, isReplaced: under.isReplaced(one) };
      })
      .sort(byAuthored)
      .map(({ order }) => order),
    supplies: oncePerDay(supplies),
  };
}

/** As the latest order calls it, else as the latest dispense does. */
function latestName(same: readonly Named[]): string | undefined {
  const when = ({ resource }: Named) => text(resource.authoredOn) ?? '';
  const named = same.filter(({ name }) => name !== undefined);
  const latest = (a: Named, b: Named) => (when(a) === when(b) ? a.resource.id >= b.resource.id : when(a) > when(b));
  return named.reduce<Named | undefined>((a, b) => (a === undefined || latest(b, a) ? b : a), undefined)?.name;
}

interface Dated {
  readonly order: Order;
  readonly isReplaced: boolean;
}

/** Oldest first; of one day what another one replaced, then what goes on, so that the last one tells how it stands. */
function byAuthored(one: Dated, other: Dated): number {
  const days = (one.order.authored ?? Number.MIN_SAFE_INTEGER) - (other.order.authored ?? Number.MIN_SAFE_INTEGER);
  const rank = ({ order, isReplaced }: Dated) => (isReplaced ? 0 : order.state === 'active' ? 1 : 2);
  return days || rank(one) - rank(other) || (one.order.reference < other.order.reference ? -1 : 1);
}

/** Of several on one day the one that lasts longest. */
function oncePerDay(supplies: readonly Supply[]): Supply[] {
  const sorted = supplies.toSorted(
    (a, b) => a.day - b.day || (b.days ?? 0) - (a.days ?? 0) || (a.reference < b.reference ? -1 : 1),
  );
  return sorted.filter(({ day }, i) => day !== sorted[i - 1]?.day);
}
