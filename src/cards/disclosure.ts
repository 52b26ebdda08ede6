import type { Fact, Facts } from '../detectors/detector.ts';
import type { AnyFinding } from '../detectors/index.ts';
import type { Clinician, ClinicianKey } from '../history/history.ts';
import { isClinician, isList } from './fact-shapes.ts';
import type { NotDisclosed } from './held.ts';
import type { Remembered } from './quieting.ts';

/** What is known of clinicians, and of what they have answered. */
export interface Disclosure {
  readonly clinicians: ReadonlyMap<ClinicianKey, Clinician>;
  readonly remembered: Pick<Remembered, 'past'>;
  /** Pseudonym of the change key of a finding of this code. */
  readonly materialOf: (finding: Pick<AnyFinding, 'code' | 'changeKey'>) => string;
  /** All pseudonyms of a clinician. */
  readonly pseudonymsOf: (clinician: ClinicianKey) => readonly string[];
}

/**
 * Why a finding may not be shown: it names someone who is named by nothing (`NOT_NAMED`); or it would announce to someone else
 * that a clinician leaves, long before they do so and before they have said goodbye.
 */
export function whyNotDisclosed(finding: AnyFinding, context: Disclosure): NotDisclosed | undefined {
  if (namesSomeoneNotNamed(finding.facts, context)) return 'not-named';
  return isUnannounced(finding, context) ? 'unannounced' : undefined;
}

/** Whether facts name, anywhere in them, someone who is named by nothing. */
export function namesSomeoneNotNamed(facts: Facts, context: Pick<Disclosure, 'clinicians'>): boolean {
  return Object.values(facts).some((fact) => fact !== undefined && namesOne(fact, context));
}

function namesOne(fact: Fact, context: Pick<Disclosure, 'clinicians'>): boolean {
  if (typeof fact !== 'object') return false;
  if (isList(fact)) return fact.some((one) => namesOne(one, context));
  if (isClinician(fact)) return context.clinicians.get(fact.reference)?.notNamed === true;
  return namesSomeoneNotNamed(fact, context);
}

/** The one who leaves has not taken up the card in which they were asked to say goodbye themselves. */
function isUnannounced({ code, facts }: AnyFinding, context: Disclosure): boolean {
  if (code !== 'usual-clinician-leaving' && code !== 'booking-after-leaving') return false;
  if (!facts.early) return false;
  const { reference } = facts.clinician;
  const own = context.pseudonymsOf(reference);
  const material = context.materialOf({ code: 'usual-clinician-leaving', changeKey: `${reference} ${facts.leaves}` });
  return !context.remembered.past.some(
    (one) =>
      one.code === 'usual-clinician-leaving' &&
      one.material === material &&
      one.outcome?.outcome === 'accepted' &&
      one.clinicians.some((clinician) => own.includes(clinician)),
  );
}
