import type { Resource } from '@medplum/fhirtypes';
import type { CdsService } from '../cds/service.ts';
import type { Day } from '../history/calendar.ts';
import { draftReferrals } from './clinical-resources.ts';
import { clinicianLives, longLife } from './clinician-lives.ts';
import { contactLives } from './contact-lives.ts';
import type { Life } from './life.ts';
import { lossLives } from './loss-lives.ts';
import { practitionerReference } from './practice.ts';
import { proposedAppointments, recordOf } from './record.ts';
import { searchset } from './searchset.ts';
import { symptomLives } from './symptom-lives.ts';

export interface Chart {
  readonly life: Life;
  readonly id: string;
  readonly record: readonly Resource[];
}

/** A hook call to post to one service. */
export interface SyntheticCall {
  readonly service: string;
  readonly body: string;
}

export function chartsOn(today: Day): { readonly charts: readonly Chart[]; readonly long: Chart } {
  const chart = (life: Life, id: string): Chart => ({ life, id, record: recordOf(life, id, today) });
  const lives = [...clinicianLives, ...symptomLives, ...lossLives, ...contactLives];
  return { charts: lives.map((life, n) => chart(life, `warm-up-${n}`)), long: chart(longLife, 'warm-up-long') };
}

/** The hook call that opens a chart: with prefetch, or with `base` as its FHIR server. */
export function openingCall(
  { life, id, record }: Chart,
  service: CdsService,
  today: Day,
  base?: string,
): SyntheticCall {
  const prefetch = Object.entries(service.prefetch).map(([key, template]) => [key, prefetchResult(template, record)]);
  const body = {
    hook: service.hook,
    hookInstance: '00000000-0000-4000-8000-000000000000',
    // Context fields of all hooks at once; a hook ignores those it does not know.
    context: {
      userId: practitionerReference('u'),
      patientId: id,
      encounterId: `${id}-now`,
      appointments: searchset(proposedAppointments(life, id, today)),
      draftOrders: searchset(draftReferrals(life, id)),
    },
    ...(base === undefined ? { prefetch: Object.fromEntries(prefetch) } : { fhirServer: base }),
  };
  return { service: service.id, body: JSON.stringify(body) };
}

function prefetchResult(template: string, record: readonly Resource[]): Resource | undefined {
  const type = template.split(/[?/]/, 1)[0];
  const found = record.filter(({ resourceType }) => resourceType === type);
  return template.includes('?') ? searchset(found) : found[0];
}
