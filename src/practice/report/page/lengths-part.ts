import { barChart } from '../../../pages/charts/bar-chart.ts';
import { figureOf } from '../../../pages/charts/svg.ts';
import { lengthBands } from '../bands.ts';
import { all, ids } from '../figures/ids.ts';
import { isNumber, type PracticeReport } from '../figures/practice-report.ts';
import { folded, htmlTable } from './html-table.ts';
import { heading, note, type Phrases } from './phrases.ts';

/** Bands of more than five years. */
const long = ['6-10', '11-15', '>15'] as const;

/** How long people have known the GP of their list. */
export function lengthsPart(report: PracticeReport, phrases: Phrases): string {
  const { words, wording, count, percent } = phrases;
  const name = { labelledBy: 'lengths', describedBy: 'lengths-about' };
  const bars = lengthBands.map((band) => {
    const [shown, value] = [report.shown(ids.length(band)), report.share(cells(band))];
    const text =
      value === undefined || !isNumber(shown)
        ? count(shown)
        : words.format(wording.lengths.of, { share: percent(value), count: shown });
    return { label: wording.lengths.bands[band], value, text };
  });
  return [
    heading(name.labelledBy, message(report, phrases)),
    note(name.describedBy, wording.lengths.about),
    figureOf((width) => barChart({ groups: [{ bars }], shareLabel: percent }, name, width)),
    folded(wording.numbers, table(report, phrases)),
  ].join('');
}

function cells(band: string) {
  return { part: ids.length(band), whole: ids.length(all) };
}

/** Of the bands that make the sentence each must be printed. */
function message({ share }: PracticeReport, { words, wording, percent }: Phrases): string {
  const shares = long.map((band) => share(cells(band)));
  const sum = shares.reduce<number | undefined>(
    (total, one) => (total === undefined || one === undefined ? undefined : total + one),
    0,
  );
  return sum === undefined ? wording.lengths.heading : words.format(wording.lengths.message, { share: percent(sum) });
}

function table(report: PracticeReport, { wording, count, percent }: Phrases): string {
  const { group, people, share } = wording.columns;
  const rows = ([...lengthBands, all] as const).map((band) => [
    band === all ? wording.all : wording.lengths.bands[band],
    count(report.shown(ids.length(band))),
    percent(report.share(cells(band)), 1),
  ]);
  return htmlTable('lengths', [group, people, share], rows);
}
