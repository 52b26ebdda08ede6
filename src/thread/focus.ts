import type { Reason } from '../cards/held.ts';
import { hasWords } from '../cards/wording/index.ts';
import { chooseFindings } from '../chart/choose-findings.ts';
import type { ChartDependencies } from '../chart/dependencies.ts';
import type { OpenedChart } from '../chart/opened-chart.ts';
import type { AnyFinding } from '../detectors/index.ts';

/** Reasons that hold back a card but not a page that somebody opens for it: they only spare a clinician repetition. */
const ofRepetition: readonly Reason[] = [
  'quiet-shown',
  'quiet-answered',
  'quiet-accepted',
  'quiet-already-known',
  'quiet-not-now',
  'quiet-other',
  'budget',
  'over-limit',
];

/**
 * The findings that the page speaks of, the one of the card it was opened from first: those that would be cards, and that one
 * also where only its repetition is held back. Its code comes from outside; the finding itself is computed anew.
 */
export function noticedIn(
  opened: OpenedChart,
  dependencies: ChartDependencies,
  opener: string | undefined,
): readonly AnyFinding[] {
  const { shown, held } = chooseFindings(opened, dependencies);
  const findings = shown.map(({ finding }) => finding);
  const first = findings.find(({ code }) => code === opener) ?? repeated(opened, opener, held);
  if (first === undefined) return findings;
  return [first, ...findings.filter(({ code }) => code !== first.code)];
}

function repeated(
  { found }: OpenedChart,
  opener: string | undefined,
  held: ReturnType<typeof chooseFindings>['held'],
): AnyFinding | undefined {
  const isRepetition = held.some(({ code, why }) => code === opener && ofRepetition.includes(why));
  return isRepetition ? found.findings.filter(hasWords).find(({ code }) => code === opener) : undefined;
}
