import { countsOf } from '#src/practice/counts.ts';
import type { ReportOptions } from '#src/practice/report/options.ts';
import { type Drawn, on, reading } from '../../support/given.ts';
import { nobodyConsulted } from '../../support/nobody-consulted.ts';
import { reportOf } from './counted-rows.ts';
import { countPeople } from './made-practice.ts';

/** What the report counts of one drawn person on a day, of one kind: what follows the practice in the key, and how often. */
export function counted(
  history: Drawn,
  iso: string,
  kind: string,
  difference: Partial<ReportOptions> = {},
): readonly (readonly [of: string, count: number])[] {
  const opening = on(iso);
  const options = reportOf(opening.asOf, difference);
  const places = { home: 'Organization/home', isHere: () => true };
  const counts = countPeople(
    [{ reference: 'Patient/p', reading: reading(history), opening, places, consulted: nobodyConsulted }],
    options,
  );
  return countsOf(counts, kind).map(({ of: [, ...rest], count }) => [rest.join(' '), count] as const);
}
