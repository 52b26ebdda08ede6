import type { Day } from '../../history/calendar.ts';
import type { Sign } from '../../history/history.ts';
import { canonicalSystem } from '../code-matching.ts';
import { codeSetNames } from '../code-set-names.ts';
import { type Fields, fields, objects, text } from '../json.ts';
import type { Context } from './context.ts';
import { inDays } from './duration.ts';
import type { Owned } from './record.ts';
import { isRestricted } from './restricted.ts';

type Seen = Sign['seen'][number];

/**
 * Every resource of the person's own that is a sign, by its DataRequirements (hl7.org/fhir/R4/metadatatypes.html): all of
 * them together, so that of several the latest completes it.
 */
export function seenOf(requirements: readonly Fields[], context: Context): Pick<Sign, 'withinDays' | 'seen'> {
  const each = requirements.map((one) => matches(one, context));
  const [first, ...others] = each.map(({ seen }) => seen);
  const within = each.flatMap(({ withinDays }) => withinDays ?? []);
  const withinDays = within.length === 0 ? undefined : Math.min(...within);
  if (first === undefined) return { withinDays, seen: [] };
  return { withinDays, seen: others.reduce((seen, more) => together(seen, more, withinDays), first) };
}

/** Pairs of which the later one completes the sign: each with the nearest of the other kind before it. */
function together(some: readonly Seen[], more: readonly Seen[], withinDays = Number.POSITIVE_INFINITY): Seen[] {
  const pairs = (later: readonly Seen[], earlier: readonly Seen[]) =>
    later.flatMap(({ references, day }) => {
      const near = earlier.filter((one) => one.day <= day && day - one.day <= withinDays).at(-1);
      return near === undefined ? [] : [{ references: [...near.references, ...references], day }];
    });
  return [...pairs(some, more), ...pairs(more, some)].sort((a, b) => a.day - b.day);
}

function matches(requirement: Fields, context: Context): { withinDays: number | undefined; seen: Seen[] } {
  const type = text(requirement.type) ?? '';
  const codes = objects(requirement.codeFilter);
  const dates = objects(requirement.dateFilter);
  const [date] = dates;
  const withinDays = dates.map(({ valueDuration }) => inDays(valueDuration)).find((days) => days !== undefined);
  const seen = context.record
    .own(type)
    .filter((one) => isTrue(one) && !isRestricted(one) && codes.every((filter) => passes(one, filter, context)))
    .flatMap((one): Seen[] => {
      const day = dayOf(one, text(date?.path), context);
      return day === undefined || !isWithin(day, date, context) ? [] : [{ references: [`${type}/${one.id}`], day }];
    })
    .sort((a, b) => a.day - b.day);
  return { withinDays, seen };
}

const notTrue = ['entered-in-error', 'refuted'];

function isTrue({ status, verificationStatus }: Fields): boolean {
  const said = [text(status), ...objects(fields(verificationStatus)?.coding).map(({ code }) => text(code))];
  return !said.some((code) => code !== undefined && notTrue.includes(code));
}

const valueSets = 'https://secure-base.org/fhir/ValueSet/';

/** Any code of the filter, or any code of its value set; a filter without either asks for nothing. */
function passes(resource: Owned, filter: Fields, { codeSets }: Context): boolean {
  const values = at(resource, text(filter.path) ?? 'code').flatMap(asConcepts);
  const wanted = objects(filter.code);
  const set = codeSetNames.find((name) => `${valueSets}${name}` === text(filter.valueSet)?.split('|')[0]);
  if (filter.valueSet !== undefined) return set !== undefined && values.some((one) => codeSets.has(set, one));
  return wanted.length === 0 || wanted.some((coding) => values.some((one) => isOf(one, coding)));
}

/** A concept has a coding; words are compared only where the wanted coding has no code. */
function isOf(concept: Fields, wanted: Fields): boolean {
  const code = text(wanted.code);
  const codings = [concept, ...objects(concept.coding)];
  if (code === undefined) {
    const words = text(wanted.display)?.trim().toLowerCase();
    const said = [concept.text, ...codings.map(({ display }) => display)].map((one) => text(one)?.trim().toLowerCase());
    return words !== undefined && said.includes(words);
  }
  const system = text(wanted.system);
  const isSame = (other: unknown) =>
    system === undefined || other === undefined || canonicalSystem(String(other)) === canonicalSystem(system);
  return codings.some((one) => one.code === code && isSame(one.system));
}

/** A concept as it is; a plain code as one without a system. */
function asConcepts(value: unknown): Fields[] {
  return typeof value === 'string' ? [{ code: value }] : [...objects(value)];
}

/** The values at a path such as `code` or `category`; of a choice element (`medication`, `value`) whichever is there. */
function at(resource: Fields, path: string): unknown[] {
  const steps = path.replace(/\[x\]/g, '').split('.');
  const begin: unknown[] = [resource];
  return steps.reduce(
    (values, step) => values.flatMap((value) => objects(value).flatMap((one) => child(one, step))),
    begin,
  );
}

function child(owner: Fields, element: string): unknown[] {
  const named = owner[element];
  if (named !== undefined) return Array.isArray(named) ? named : [named];
  const choice = Object.keys(owner).find((key) => key.startsWith(element) && /^[A-Z]/.test(key.slice(element.length)));
  return choice === undefined ? [] : [owner[choice]];
}

/** Where each type says when it was. */
const dated = [
  'recordedDate',
  'effectiveDateTime',
  'effectivePeriod.start',
  'period.start',
  'start',
  'whenHandedOver',
  'performedDateTime',
  'performedPeriod.start',
  'sent',
  'authoredOn',
  'onsetDateTime',
  'issued',
  'occurrenceDateTime',
];

function dayOf(resource: Owned, path: string | undefined, { time }: Context): Day | undefined {
  const paths = path === undefined ? dated : [path, `${path}.start`, ...dated];
  for (const one of paths) {
    const day = at(resource, one)
      .map((value) => time.day(value))
      .find((each) => each !== undefined);
    if (day !== undefined) return day;
  }
  return undefined;
}

/** Bounds that the sign gives as dates. */
function isWithin(day: Day, filter: Fields | undefined, { time }: Context): boolean {
  const period = fields(filter?.valuePeriod);
  const from = time.day(period?.start) ?? time.day(filter?.valueDateTime);
  const to = time.lastDay(period?.end) ?? time.day(filter?.valueDateTime);
  return (from === undefined || day >= from) && (to === undefined || day <= to);
}
