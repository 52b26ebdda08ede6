import type { Explanation } from '../cds/service.ts';
import type { ChartDependencies } from './dependencies.ts';
import { examineChart } from './examine-chart.ts';
import { explain } from './explain.ts';
import { inWords } from './explanation.ts';
import type { ChartCall } from './opened-chart.ts';

/**
 * What became of each detection at an opening, in words. Nothing is shown, counted or remembered by asking.
 * @throws Problem `data-missing` (412) if too little of the person's own record was read for any detector
 */
export async function explainChart(call: ChartCall, dependencies: ChartDependencies): Promise<readonly Explanation[]> {
  if (call.detectors.length === 0) return [];
  const { opened } = await examineChart(call, dependencies);
  return inWords(explain(opened, dependencies), opened.person, opened.read.opening.asOf, dependencies.words);
}
