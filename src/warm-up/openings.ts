import type { Resource } from '@medplum/fhirtypes';
import type { CdsService } from '../cds/service.ts';
import type { Day } from '../history/calendar.ts';
import type { Life } from './life.ts';
import { livesOfClinicians, longLife } from './lives-of-clinicians.ts';
import { livesOfSigns } from './lives-of-signs.ts';
import { practitioner } from './practice.ts';
import { proposalOf, recordOf } from './record.ts';
import { draftOf } from './record-of-care.ts';
import { searchset } from './searchset.ts';

/** A chart of a made-up life, and its record. */
export interface Chart {
  readonly life: Life;
  readonly id: string;
  readonly record: readonly Resource[];
}

/** What is posted to one service. */
export interface MadeUpCall {
  readonly service: string;
  readonly body: string;
}

export function chartsOn(today: Day): { readonly charts: readonly Chart[]; readonly long: Chart } {
  const chart = (life: Life, id: string): Chart => ({ life, id, record: recordOf(life, id, today) });
  const lives = [...livesOfClinicians, ...livesOfSigns];
  return { charts: lives.map((life, n) => chart(life, `warm-up-${n}`)), long: chart(longLife, 'warm-up-long') };
}

/** The opening of a chart by a service, with prefetch or, where a base is given, with what that server holds. */
export function openingOf({ life, id, record }: Chart, service: CdsService, today: Day, base?: string): MadeUpCall {
  const given = Object.entries(service.prefetch).map(([key, template]) => [key, prefetched(template, record)]);
  const body = {
    hook: service.hook,
    hookInstance: '00000000-0000-4000-8000-000000000000',
    // What one hook knows and another does not is an extension to it.
    context: {
      userId: practitioner('u'),
      patientId: id,
      encounterId: `${id}-now`,
      appointments: searchset(proposalOf(life, id, today)),
      draftOrders: searchset(draftOf(life, id)),
    },
    ...(base === undefined ? { prefetch: Object.fromEntries(given) } : { fhirServer: base }),
  };
  return { service: service.id, body: JSON.stringify(body) };
}

function prefetched(template: string, record: readonly Resource[]): Resource | undefined {
  const type = template.split(/[?/]/, 1)[0];
  const found = record.filter(({ resourceType }) => resourceType === type);
  return template.includes('?') ? searchset(found) : found[0];
}
