import type { z } from 'zod';
import type { PatientViewContext } from '../cds/protocol.ts';
import type { CdsService, HookCall, ServiceExample } from '../cds/service.ts';
import type { Code } from '../detectors/index.ts';
import type { ChartDependencies } from './dependencies.ts';
import { explainChart } from './explain-chart.ts';
import { openChart } from './open-chart.ts';
import type { ChartCall } from './opened-chart.ts';
import { servicePlan } from './service-plan.ts';
import { isSilentService } from './silent-codes.ts';

/** A service about a chart, as data; how it answers is the same for all. */
export interface ChartService<C extends PatientViewContext> {
  readonly id: string;
  readonly hook: string;
  readonly title: string;
  readonly description: string;
  readonly context: z.ZodType<C>;
  /** The detections whose findings may become its cards. */
  readonly shows: readonly Code[];
  readonly example?: () => ServiceExample;
  /** Staff without a clinical role may see its cards, wherever they work. */
  readonly anyStaff?: boolean;
  /** Resources in the hook's own context, such as proposed appointments; none if left out. */
  readonly offered?: (context: C) => readonly unknown[];
  /** If the context holds no such resources, answers without reading the record. */
  readonly onlyWithOffered?: boolean;
  /** Whether its cards may suggest something; true if left out. */
  readonly suggests?: boolean;
}

const usageRequirements =
  'FHIR R4; records of R4B, R5 and STU3 are read too, without suggestions for R5 and STU3. Works on prefetch alone; who still works here is known only where a FHIR server may be called or the site gives its staff directory.';

/** A CDS service about one person's chart; its prefetch templates follow from what its detections need. */
export function chartService<C extends PatientViewContext>(
  {
    shows,
    anyStaff = false,
    offered = () => [],
    onlyWithOffered = false,
    suggests = true,
    ...service
  }: ChartService<C>,
  dependencies: ChartDependencies,
): CdsService<C> {
  const { detectors, prefetch } = servicePlan({ id: service.id, shows, suggests }, dependencies);
  const chartCallOf = ({ context, ...call }: HookCall<C>): ChartCall => {
    const { patientId, userId, encounterId } = context;
    const chart = { patientId, userId, encounterId: encounterId ?? undefined, offered: offered(context) };
    const running = onlyWithOffered && chart.offered.length === 0 ? [] : detectors;
    return { ...call, ...chart, service: service.id, detectors: running, shows, anyStaff, suggests };
  };
  return {
    ...service,
    shows,
    silent: isSilentService(shows, dependencies.policy),
    usageRequirements,
    prefetch,
    call: (call) => openChart(chartCallOf(call), dependencies),
    explain: (call) => explainChart(chartCallOf(call), dependencies),
  };
}

/** The resources of a Bundle in a hook's context, of whatever type. */
export function resourcesIn(bundle: { readonly [element: string]: unknown }): readonly unknown[] {
  const entries: readonly unknown[] = Array.isArray(bundle.entry) ? bundle.entry : [];
  return entries.map((entry) =>
    typeof entry === 'object' && entry !== null && 'resource' in entry ? entry.resource : undefined,
  );
}
