import { type Choice, type ChoiceContext, choose } from '../cards/choose.ts';
import { confidentialCodes } from '../cards/confidential.ts';
import { isNameableHeld, type NameableHeld } from '../cards/held.ts';
import { sharePlaces } from '../cards/share-places.ts';
import type { Detector, Finding } from '../detectors/detector.ts';
import type { ClinicianKey } from '../history/history.ts';
import type { ChartDependencies } from './dependencies.ts';
import { type Found, withoutFindingsOf } from './heed-answers.ts';
import { cliniciansIn, type OpenedChart } from './opened-chart.ts';
import { idsOf } from './opening-record.ts';
import { isSilent, silentOf } from './silent-codes.ts';

/** Chooses from what was found in a chart, as if silent detections had no cards. */
export function chooseFindings(opened: OpenedChart, dependencies: ChartDependencies): Choice {
  return chooseFrom(spoken(opened.found, dependencies), contextOf(opened, dependencies));
}

/**
 * Chooses what silent detections would have shown if all spoke: cards that are shown take their places at this opening, but
 * what keeps these quiet, and the budget, are their own.
 */
export function chooseSilently(opened: OpenedChart, dependencies: ChartDependencies): Choice {
  const { found } = opened;
  const { policy } = dependencies;
  const context = { ...contextOf(opened, dependencies), maxCards: Number.POSITIVE_INFINITY };
  const silent = onlyOf(found, (code) => isSilent(code, policy));
  const others = chooseFrom(spoken(found, dependencies), context).shown;
  return sharePlaces(chooseFrom(silent, { ...context, remembered: found.silently }), others, policy.maxCards);
}

function spoken(found: Found, { policy }: ChartDependencies): Found {
  return onlyOf(found, (code) => !isSilent(code, policy));
}

function onlyOf(found: Found, isWanted: (code: string) => boolean): Found {
  const [findings, withdrawn] = [found.findings, found.withdrawn];
  return {
    ...found,
    findings: findings.filter(({ code }) => isWanted(code)),
    withdrawn: withdrawn.filter(({ code }) => isWanted(code)),
  };
}

/**
 * What may be named of the findings held back: what would be held back had the confidential and the silent ones not been
 * found, so that nothing can be concluded from what is named, nor from what is missing.
 */
export function nameableOf(opened: OpenedChart, dependencies: ChartDependencies): readonly NameableHeld[] {
  const { call, read, run, found } = opened;
  const context = contextOf(opened, dependencies);
  const confidential = new Set([
    ...confidentialCodes([...run.findings, ...found.all], context),
    ...silentOf(codesOf(call.detectors), dependencies.policy),
  ]);
  const nameable = confidential.size === 0 ? found : withoutFindingsOf(confidential, found, call, read, dependencies);
  const { shown, held } = chooseFrom(spoken(nameable, dependencies), context);
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
    unmentioned: silentOf(codesOf(call.detectors), policy),
    materialOf: ({ code, changeKey }: Pick<Finding, 'code' | 'changeKey'>) =>
      pseudonyms.material(pair.tenant, call.patientId, code, changeKey),
    pseudonymsOf: (key: ClinicianKey) => pseudonyms.clinician(pair.tenant, idsOf(key, read.reading)),
  };
}

function codesOf(detectors: readonly Detector[]): readonly string[] {
  return detectors.map(({ code }) => code);
}
