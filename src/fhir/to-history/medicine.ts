import type { Day } from '../../history/calendar.ts';
import { greatest } from '../../history/extremes.ts';
import type { Medicine, Order, Supply } from '../../history/history.ts';
import { count, text } from '../json.ts';
import type { Context } from './context.ts';
import { type MedicineName, medicineNames } from './medicine-name.ts';
import { isCancelled, isOrder, toOrder } from './order.ts';
import type { Owned } from './record.ts';
import { isDispense, issueOf, toSupply } from './supply.ts';
import { ordersBehind } from './supply-order.ts';

/** A request or dispense, and the medicine that it names. */
interface Named extends MedicineName {
  readonly resource: Owned;
}

/** Medicines with their orders and supplies: whatever shares an ingredient or a code is one medicine. */
export function toMedicines(context: Context): Medicine[] {
  const { own, tally } = context;
  const nameOf = medicineNames(context);
  const requests = own.medicationRequests.filter((one) => isOrder(one) && !isCancelled(one));
  const dispenses = own.medicationDispenses.filter(isDispense);
  const named = [...requests, ...dispenses].flatMap((resource): Named[] => {
    const name = nameOf(resource);
    if (name === undefined) count(tally, 'no-code');
    return name === undefined ? [] : [{ ...name, resource }];
  });
  const untold = untoldDays(context, nameOf);
  return lately(joined(named), context)
    .map((same) => ({ ...medicineOf(same, context), ...untoldUntil(same, untold) }))
    .filter(({ orders, supplies }) => orders.length > 0 || supplies.length > 0)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** By key of a medicine the latest day of its orders that were cancelled, and of what nobody may be told of. */
function untoldDays({ own, record, time }: Context, nameOf: (one: Owned) => MedicineName | undefined) {
  const days = new Map<string, Day>();
  const restricted = ['MedicationRequest', 'MedicationDispense'].flatMap((type) => record.restricted(type));
  for (const one of [...own.medicationRequests.filter(isCancelled), ...restricted]) {
    const day = time.day(one.whenHandedOver) ?? time.day(one.authoredOn);
    if (day === undefined) continue;
    for (const key of nameOf(one)?.keys ?? []) days.set(key, Math.max(day, days.get(key) ?? day));
  }
  return days;
}

function untoldUntil(same: readonly Named[], days: ReadonlyMap<string, Day>): Pick<Medicine, 'untoldUntil'> {
  const own = days.size === 0 ? [] : same.flatMap(({ keys }) => keys.flatMap((key) => days.get(key) ?? []));
  return own.length === 0 ? {} : { untoldUntil: greatest(own) };
}

/** Nobody takes so many; each is compared with every other, as one may have replaced another. */
const maxMedicines = 200;

/** The medicines that were asked for or handed over last; of equals those whose key comes first, so that order does not matter. */
function lately(medicines: Named[][], { tally }: Context): Named[][] {
  if (medicines.length <= maxMedicines) return medicines;
  count(tally, 'too-many-medicines');
  const dated = medicines.map((same) => ({
    same,
    last: same.map(lastUse).reduce((a, b) => (a > b ? a : b)),
    key: same.flatMap(({ keys }) => keys).reduce((a, b) => (a < b ? a : b)),
  }));
  return dated
    .sort((a, b) => Number(a.last < b.last) - Number(a.last > b.last) || (a.key < b.key ? -1 : 1))
    .slice(0, maxMedicines)
    .map(({ same }) => same);
}

function lastUse({ resource }: Named): string {
  return text(resource.whenHandedOver) ?? text(resource.authoredOn) ?? '';
}

/** Groups of those that share a key, directly or through others. */
function joined(named: readonly Named[]): Named[][] {
  const leads = new Map<string, string>();
  const rootOf = (key: string): string => {
    let root = key;
    for (let next = leads.get(root); next !== undefined && next !== root; next = leads.get(root)) root = next;
    // Whoever was passed leads to the root from now on: a chain of shared keys is walked once.
    for (let one = key; one !== root; ) {
      const next = leads.get(one) ?? root;
      leads.set(one, root);
      one = next;
    }
    return root;
  };
  for (const { keys } of named) {
    const roots = keys.map(rootOf);
    const least = roots.reduce((a, b) => (a < b ? a : b));
    for (const root of roots) leads.set(root, least);
  }
  return [...Map.groupBy(named, ({ keys: [key = ''] }) => rootOf(key)).values()];
}

function medicineOf(same: readonly Named[], context: Context): Medicine {
  const ofType = (type: string) => same.map(({ resource }) => resource).filter((one) => one.resourceType === type);
  const requests = ofType('MedicationRequest');
  const dispenses = ofType('MedicationDispense');
  const orderOf = ordersBehind(requests, context.time);
  const supplies =
    dispenses.length > 0
      ? dispenses.flatMap((one) => toSupply(one, orderOf, context) ?? [])
      : requests.flatMap((one) => issueOf(one, context) ?? []);
  const isIssued = dispenses.length > 0 || requests.length > 1;
  const keys = same.flatMap((one) => one.keys).sort();
  return {
    key: keys.find((key) => !key.includes('|')) ?? keys[0] ?? '',
    name: latestName(same),
    groups: [...new Set(same.flatMap(({ groups }) => groups))].sort(),
    orders: requests.map((one) => toOrder(one, isIssued, context)).sort(byAuthored),
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

function byAuthored(one: Order, other: Order): number {
  const days = (one.authored ?? Number.MIN_SAFE_INTEGER) - (other.authored ?? Number.MIN_SAFE_INTEGER);
  return days || (one.reference < other.reference ? -1 : 1);
}

/** Of several on one day the one that lasts longest. */
function oncePerDay(supplies: readonly Supply[]): Supply[] {
  const sorted = supplies.toSorted(
    (a, b) => a.day - b.day || (b.days ?? 0) - (a.days ?? 0) || (a.reference < b.reference ? -1 : 1),
  );
  return sorted.filter(({ day }, i) => day !== sorted[i - 1]?.day);
}
