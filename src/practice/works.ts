import type { CentilesOptions } from './centiles/work.ts';
import { centilesWork } from './centiles/work.ts';
import type { Counts } from './counts.ts';
import type { ExportedPerson } from './people/exported-person.ts';
import type { ReplayOptions } from './replay/options.ts';
import { replayWork } from './replay/work.ts';
import type { ReportOptions } from './report/options.ts';
import { reportWork } from './report/work.ts';
import type { Work, WorkSite } from './work.ts';

/** What the people of an export are read for, as plain data: it travels between threads, processes and machines. */
export type Order =
  | { readonly command: 'centiles'; readonly options: CentilesOptions }
  | { readonly command: 'replay'; readonly options: ReplayOptions }
  | { readonly command: 'report'; readonly options: ReportOptions };

/** What is read for an order, and whether it must be known when clinicians saw anyone. */
export function needsOf({ command }: Order): Pick<Work<never>, 'parts' | 'needsConsultingDays'> {
  return { centiles: centilesWork, replay: replayWork, report: reportWork }[command];
}

/** What a worker does with each person. */
export function beginWork(order: Order, site: WorkSite): (person: ExportedPerson, counts: Counts) => void {
  switch (order.command) {
    case 'centiles':
      return centilesWork.begin(order.options, site);
    case 'replay':
      return replayWork.begin(order.options, site);
    case 'report':
      return reportWork.begin(order.options, site);
  }
}
