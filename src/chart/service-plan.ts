import { codesAffecting } from '../cards/choose.ts';
import type { Detector } from '../detectors/detector.ts';
import type { Code } from '../detectors/index.ts';
import { neededFor } from '../detectors/run.ts';
import { prefetchTemplates } from '../fhir/read/searches.ts';
import { partsOf } from './parts.ts';

/** What a service runs, and what it asks an EHR to send along. */
export interface ServicePlan {
  readonly detectors: readonly Detector[];
  readonly prefetch: Readonly<Record<string, string>>;
}

/** Of what a site decides, what a plan depends on. */
interface Decided {
  /** The detectors that are on. */
  readonly detectors: readonly Detector[];
  readonly prefetchElements: boolean;
}

const known = new WeakMap<readonly Detector[], Map<string, ServicePlan>>();

/** Worked out once for a list of detectors that are on, as the thousand sites that have the same ones share it. */
export function servicePlan(
  { id, shows, suggests }: { readonly id: string; readonly shows: readonly Code[]; readonly suggests: boolean },
  { detectors: all, prefetchElements }: Decided,
): ServicePlan {
  const plans = known.get(all) ?? new Map<string, ServicePlan>();
  known.set(all, plans);
  const key = `${id} ${prefetchElements}`;
  const before = plans.get(key);
  if (before !== undefined) return before;
  const detectors = neededFor([...shows, ...codesAffecting(shows)], all);
  const plan = { detectors, prefetch: prefetchTemplates(partsOf({ detectors, shows, suggests }), prefetchElements) };
  plans.set(key, plan);
  return plan;
}
