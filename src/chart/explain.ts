import { isNameableReason, mayBeNamed, type NameableHeld } from '../cards/held.ts';
import { audienceExclusion, type Chart, suppressionReasons, userExclusion } from '../cards/suppression.ts';
import type { SilenceReason } from '../detectors/index.ts';
import { type Run, runDetectors, type Skip } from '../detectors/run.ts';
import { mayBeGiven, type Silence } from '../detectors/silence.ts';
import { openlyOpened, withoutConfidential } from '../history/without-confidential.ts';
import { chooseFindings, nameableOf } from './choose-findings.ts';
import type { ChartDependencies } from './dependencies.ts';
import { cliniciansIn, type OpenedChart } from './opened-chart.ts';
import { isSilent } from './silent-codes.ts';

/** Why a detection made a card, or none. */
export type Explained = { readonly code: string } & (
  | { readonly outcome: 'shown' | 'off' }
  | ({ readonly outcome: 'held' } & Pick<NameableHeld, 'why' | 'until'>)
  | { readonly outcome: 'silent'; readonly silence: Silence<SilenceReason> }
  | ({ readonly outcome: 'not-computed' } & Pick<Skip, 'part' | 'why'>)
);

/**
 * What became of each detection that a service may show, in the service's order. Left out is what nobody may learn: what is
 * held back for a reason that would disclose something, and what is silent for such a reason alone. Where another reason
 * would keep it silent too, that one is given.
 */
export function explain(opened: OpenedChart, dependencies: ChartDependencies): readonly Explained[] {
  const { call, read, run, person } = opened;
  const chart = { person, opening: read.opening, clinicians: cliniciansIn(read.reading), anyStaff: call.anyStaff };
  if (suppressionReasons(chart).some((why) => !isNameableReason(why))) return [];
  const shown = new Set(chooseFindings(opened, dependencies).shown.map(({ finding }) => finding.code as string));
  const held = nameableOf(opened, dependencies);
  const found = new Set(run.findings.map(({ code }) => code));
  const openly = runOpenly(opened, dependencies);
  return call.shows
    .filter((code) => isFor(code, chart))
    .flatMap((code): Explained | readonly [] => {
      // What a silent detection found is nobody's to know yet: here it is off.
      if (isSilent(code, dependencies.policy)) return { code, outcome: 'off' };
      if (!call.detectors.some((detector) => detector.code === code)) return { code, outcome: 'off' };
      if (shown.has(code)) return { code, outcome: 'shown' };
      const against = held.find((one) => one.code === code);
      if (against !== undefined) return heldBack(against);
      const skip = run.skipped.find((one) => one.code === code);
      if (skip !== undefined) return { code, outcome: 'not-computed', part: skip.part, why: skip.why };
      const silence = openly.silent.find((one) => one.code === code)?.silence as Silence<SilenceReason> | undefined;
      return found.has(code) || silence === undefined || !mayBeGiven(silence)
        ? []
        : { code, outcome: 'silent', silence };
    });
}

/** Whether a detection may be spoken of to this user, about this person. */
function isFor(code: string, chart: Chart): boolean {
  const exclusion = userExclusion(code, chart) ?? audienceExclusion(code, chart.person, chart.opening.asOf);
  return mayBeNamed(code, exclusion);
}

function heldBack({ code, why, until }: NameableHeld): Explained {
  return { code, outcome: 'held', why, ...(until !== undefined && { until }) };
}

/** The same run without what may only silence: its reasons for silence disclose nothing of it. */
function runOpenly({ call, read }: OpenedChart, { thresholds }: ChartDependencies): Run {
  const { reading, opening } = read;
  return runDetectors(call.detectors, withoutConfidential(reading), openlyOpened(opening), thresholds());
}
