import { choose, codesAffecting } from '#src/cards/choose.ts';
import { nothingRemembered } from '#src/cards/quieting.ts';
import type { Detector, Finding } from '#src/detectors/detector.ts';
import type { Code } from '#src/detectors/index.ts';
import { detectors } from '#src/detectors/index.ts';
import { neededFor, type Settings } from '#src/detectors/run.ts';
import { asKnownOn } from '#src/history/as-known-on.ts';
import type { Day } from '#src/history/calendar.ts';
import type { ChartOpening, Life } from '../lives/life.ts';
import type { Random } from '../lives/random.ts';
import { type Baselines, baselines } from './baselines.ts';
import { oncePer90Days } from './once-per-90-days.ts';
import { type MappedLife, mapLife, openAsKnown, openFromResources, openingOf } from './open.ts';
import type { Outcome } from './outcome.ts';
import { looser, signaturesOf } from './signatures.ts';

/** Opens a life's chart at each of its openings. */
export function judge(life: Life, random: Random): Outcome {
  const mapped = mapLife(life);
  const used =
    life.judged === undefined ? detectors : neededFor([...life.judged, ...codesAffecting(life.judged)], detectors);
  const isSigned = life.judged?.includes('illness-signature') ?? false;
  const opened = life.learning ? life.openings.slice(-1) : life.openings;
  const foundLooser = isSigned ? opened.map((at) => openAsKnown(mapped, at, used, withLooser)) : [];
  // Whatever is found with the thresholds as shipped is found with looser ones as well.
  const found = opened.map((at, n) => ({
    at,
    findings: foundLooser[n]?.length === 0 ? [] : openAsKnown(mapped, at, used),
  }));
  return {
    openings: life.openings.map(({ day }) => day),
    ...shownIn(mapped, found, life),
    byNewcomers: life.openings.filter((at) => isNew(mapped, at)).length,
    baselines: life.truth.next === undefined ? [] : life.openings.map((at) => strengths(mapped, at)),
    signatures: isSigned ? signaturesOf(mapped) : undefined,
    looserCards: daysShown(opened, foundLooser),
    truth: life.truth,
    ...compare(mapped, found, { used, random }),
    unusable: mapped.unusable,
  };
}

const withLooser: Settings = new Map([['illness-signature', looser]]);

/** Days of the signature's cards. */
function daysShown(opened: readonly ChartOpening[], found: readonly (readonly Finding[])[]): readonly Day[] {
  const isDue = oncePer90Days();
  const isShown = (findings: readonly Finding[]) => findings.some(({ code }) => code === 'illness-signature');
  return opened.flatMap(({ day }, n) => (isShown(found[n] ?? []) && isDue('illness-signature', day) ? [day] : []));
}

interface Opened {
  readonly at: ChartOpening;
  readonly findings: readonly Finding[];
}

/** Every card that could be shown; how often one is repeated is limited by `oncePer90Days` instead. */
const unlimited = {
  maxCards: Number.POSITIVE_INFINITY,
  remembered: nothingRemembered,
  times: { sameVisit: 0, shown: 0, notNow: 0, notRight: 0, alreadyKnown: 0 },
  cardsPer100: 0,
  materialOf: () => '',
  pseudonymsOf: () => [],
};

/** The cards shown, each code once per 90 days: all of them, and with one card at a time. */
function shownIn(
  mapped: MappedLife,
  found: readonly Opened[],
  { judged, looksFor = () => true }: Life,
): Pick<Outcome, 'cards' | 'oneAtATime'> {
  const [isDue, isDueAlone] = [oncePer90Days(), oncePer90Days()];
  const { person, clinicians } = mapped.reading;
  if (!person.known || !clinicians.known) return { cards: [], oneAtATime: [] };
  const cards: { code: Code; day: Day }[] = [];
  const oneAtATime: { code: Code; day: Day }[] = [];
  for (const { at, findings } of found) {
    const opening = openingOf(mapped, at);
    const chart = { ...unlimited, person: person.value, clinicians: clinicians.value, opening };
    const shown = choose(findings, chart).shown.map(({ finding }) => finding);
    const fitting = shown
      .filter((one) => (judged?.includes(one.code) ?? true) && looksFor(one))
      .map(({ code }) => code);
    for (const code of fitting) if (isDue(code, at.day)) cards.push({ code, day: at.day });
    const alone = fitting.find((code) => isDueAlone(code, at.day));
    if (alone !== undefined) oneAtATime.push({ code: alone, day: at.day });
  }
  return { cards, oneAtATime };
}

function strengths(mapped: MappedLife, at: ChartOpening): Baselines {
  return baselines(asKnownOn(mapped.reading, at.day), openingOf(mapped, at));
}

/** The user had never seen the person. */
function isNew({ reading }: MappedLife, { day, user }: ChartOpening): boolean {
  const contacts = reading.contacts.known ? reading.contacts.value : [];
  return !contacts.some((one) => one.clinician === `Practitioner/${user}` && one.day !== undefined && one.day < day);
}

function compare(
  mapped: MappedLife,
  found: readonly Opened[],
  { used, random }: { readonly used: readonly Detector[]; readonly random: Random },
): Pick<Outcome, 'compared' | 'disagreements'> {
  const [first, ...rest] = found;
  if (first === undefined) return { compared: 0, disagreements: [] };
  const [firstWithFinding = first, ...restWithFinding] = found.filter(({ findings }) => findings.length > 0);
  const sample = new Set([random.pick([first, ...rest]), random.pick([firstWithFinding, ...restWithFinding])]);
  const disagreements = [...sample].flatMap(({ at, findings }) =>
    differences(findings, openFromResources(mapped, at, used), at.day),
  );
  return { compared: sample.size, disagreements };
}

function differences(hidden: readonly Finding[], full: readonly Finding[], day: Day): string[] {
  const codes = new Set([...hidden, ...full].map(({ code }) => code));
  return [...codes].flatMap((code) => {
    const [one, other] = [hidden, full].map((all) => JSON.stringify(all.find((finding) => finding.code === code)));
    return one === other ? [] : [`day ${day}: ${code}: hidden ${one ?? 'nothing'}; in full ${other ?? 'nothing'}`];
  });
}
