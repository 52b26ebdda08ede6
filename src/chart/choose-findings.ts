import { type Choice, type ChoiceContext, choose } from '../cards/choose.ts';
import { confidentialCodes } from '../cards/confidential.ts';
import { isNameableHeld, type NameableHeld } from '../cards/held.ts';
import type { Finding } from '../detectors/detector.ts';
import type { ClinicianKey } from '../history/history.ts';
import type { ChartDependencies } from './dependencies.ts';
import { type Found, withoutFindingsOf } from './heed-answers.ts';
import { cliniciansIn, type OpenedChart } from './opened-chart.ts';
import { idsOf } from './opening-record.ts';

/** Chooses from what was found in a chart. */
export function chooseFindings(opened: OpenedChart, dependencies: ChartDependencies): Choice {
  return chooseFrom(opened.found, contextOf(opened, dependencies));
}

/**
 * What may be named of the findings held back: what would be held back had the confidential ones not been found, so that
 * nothing can be concluded from what is named, nor from what is missing.
 */
export function nameableOf(opened: OpenedChart, dependencies: ChartDependencies): readonly NameableHeld[] {
  const { call, read, run, found } = opened;
  const context = contextOf(opened, dependencies);
  const confidential = confidentialCodes([...run.findings, ...found.all], context);
  const nameable = confidential.size === 0 ? found : withoutFindingsOf(confidential, found, call, read, dependencies);
  const { shown, held } = chooseFrom(nameable, context);
  const named = held.filter(isNameableHeld);
  // What is missing here would otherwise be a card: that it takes another's place would tell so.
  return confidential.size === 0 || shown.length === 0 ? named : named.filter(({ why }) => why !== 'over-limit');
}

function chooseFrom({ findings, all, withdrawn }: Found, context: ChoiceContext): Choice {
  const { shown, held } = choose(findings, context, all);
  return { shown, held: [...held, ...withdrawn] };
}

function contextOf(
  { call, read, person, pair, found }: OpenedChart,
  { policy, pseudonyms }: ChartDependencies,
): ChoiceContext {
  return {
    person,
    opening: read.opening,
    clinicians: cliniciansIn(read.reading),
    anyStaff: call.anyStaff,
    remembered: found.remembered,
    maxCards: policy.maxCards,
    times: policy.quiet,
    cardsPer100: policy.cardsPer100,
    materialOf: ({ code, changeKey }: Pick<Finding, 'code' | 'changeKey'>) =>
      pseudonyms.material(pair.tenant, call.patientId, code, changeKey),
    pseudonymsOf: (key: ClinicianKey) => pseudonyms.clinician(pair.tenant, idsOf(key, read.reading)),
  };
}
