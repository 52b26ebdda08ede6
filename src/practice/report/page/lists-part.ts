import { wilson } from '../../../detectors/statistics.ts';
import { barChart } from '../../../pages/charts/bar-chart.ts';
import { figureOf } from '../../../pages/charts/svg.ts';
import { all, ids, type Monthly } from '../figures/ids.ts';
import { isNumber, type PracticeReport } from '../figures/practice-report.ts';
import { folded, htmlTable } from './html-table.ts';
import { heading, note, type Phrases } from './phrases.ts';

/** Each list of the practice, in the order of the alphabet and in one colour: no order of merit. */
export function listsPart(report: PracticeReport, phrases: Phrases): string {
  if (report.lists.length === 0) return '';
  const { words, wording, percent } = phrases;
  const name = { labelledBy: 'lists', describedBy: 'lists-about' };
  const bars = report.lists.map(({ key, name: label }) => {
    const { part, whole } = cells('visits', key);
    const [own, visits, share] = [report.shown(part), report.shown(whole), report.share({ part, whole })];
    if (!isNumber(own) || !isNumber(visits) || share === undefined)
      return { label, value: undefined, text: isNumber(visits) && visits === 0 ? wording.none : wording.withheld };
    const text = words.format(wording.lists.of, { share: percent(share), visits });
    return { label, value: share, ...wilson({ with: own, of: visits }), text };
  });
  return [
    heading(name.labelledBy, wording.lists.heading),
    note(name.describedBy, wording.lists.about),
    figureOf((width) => barChart({ groups: [{ bars }], shareLabel: percent }, name, width)),
    folded(wording.numbers, table(report, phrases)),
  ].join('');
}

function cells(whole: Monthly, list: string) {
  return { part: ids.monthly('own', all, list), whole: ids.monthly(whole, all, list) };
}

function table(report: PracticeReport, { wording, count, percent, index }: Phrases): string {
  const { list: of, people, visits, own, slicc, ofGp, opr, meanUpc, meanCoc } = wording.columns;
  const rows = [...report.lists, { key: '', name: wording.noList }].map(({ key, name }) => {
    const shown = (what: Monthly) => count(report.shown(ids.monthly(what, all, key)));
    const share = (whole: Monthly) => percent(report.share(cells(whole, key)), 1);
    const ofOwn = [shown('own'), share('visits'), shown('ofGp'), share('ofGp')];
    return [
      ...[name, count(report.shown(ids.listPeople(key))), shown('visits')],
      ...(key === '' ? ofOwn.map(() => wording.none) : ofOwn),
      index(report.spread({ list: key, measure: 'upc' })?.mean),
      index(report.spread({ list: key, measure: 'coc' })?.mean),
    ];
  });
  return htmlTable('lists', [of, people, visits, own, slicc, ofGp, opr, meanUpc, meanCoc], rows);
}
