import { text } from '../../../pages/html.ts';
import { computability, measures, visitKinds } from '../count-indices.ts';
import { all, ids } from '../figures/ids.ts';
import { isNumber, type PracticeReport } from '../figures/practice-report.ts';
import { leftOutReasons } from '../population.ts';
import { htmlTable } from './html-table.ts';
import { heading, note, type Phrases } from './phrases.ts';

/** What the practice was to people whose usual GP left. */
export function departedPart(report: PracticeReport, { wording, count, percent }: Phrases): string {
  const { departed, columns } = wording;
  const rows = (['seen', 'same-twice'] as const).map((what) => {
    const [whole, part] = [ids.departed(what, all), ids.departed(what, 'true')];
    return [
      what === 'seen' ? departed.seen : departed.sameTwice,
      ...[count(report.shown(part)), count(report.shown(whole)), percent(report.share({ part, whole }), 1)],
    ];
  });
  const isNobody = report.shown(ids.departed('seen', all)) === 0;
  const table = htmlTable('departed', [columns.group, columns.count, columns.of, columns.share], rows);
  const about = isNobody ? departed.nobody : departed.about;
  return heading('departed', departed.heading) + note('departed-about', about) + (isNobody ? '' : table);
}

/** All indices over all months, face-to-face visits and the small team beside all GP visits. */
export function indicesPart(report: PracticeReport, { wording, count, percent, index }: Phrases): string {
  const { indices, columns } = wording;
  const rows = visitKinds.flatMap((kind) =>
    (kind === 'team' ? (['upc'] as const) : measures).map((measure) => {
      const computed = ids.state(kind, 'computed');
      const spread = report.spread({ kind, measure });
      const reached = (least: '0.4' | '0.7') =>
        measure === 'upc' ? percent(report.share({ part: ids.reached(kind, least), whole: computed }), 1) : '';
      return [
        `${indices.measures[measure]}, ${indices.visits[kind]}`,
        count(report.shown(computed)),
        ...[spread?.mean, spread?.lowerQuartile, spread?.median, spread?.upperQuartile].map(index),
        ...[reached('0.4'), reached('0.7')],
      ];
    }),
  );
  const { measure, computed, mean, quartile1, median, quartile3, atLeast40, atLeast70 } = columns;
  const head = [measure, computed, mean, quartile1, median, quartile3, atLeast40, atLeast70];
  return heading('indices', indices.heading) + note('indices-about', indices.about) + htmlTable('indices', head, rows);
}

/** Who is in the figures, who is not and why, and for whom no index can be calculated. */
export function populationPart(report: PracticeReport, { words, wording, count }: Phrases): string {
  const { population, indices, columns } = wording;
  const people = ['included', ...leftOutReasons, all] as const;
  const rows = people.map((why) => [population.reasons[why], count(report.shown(ids.people(why)))]);
  const states = computability.map((state) => [
    `${indices.visits.gp}: ${indices.states[state]}`,
    count(report.shown(ids.state('gp', state))),
  ]);
  const [nameless, contacts] = [report.shown(ids.nameless), report.shown(ids.contacts)];
  const sentence =
    isNumber(nameless) && isNumber(contacts)
      ? `<p>${text(words.format(population.nameless, { count: nameless, of: contacts }))}</p>`
      : '';
  return [
    heading('population', population.heading),
    note('population-about', population.about),
    htmlTable('population', [columns.group, columns.people], [...rows, ...states]),
    sentence,
  ].join('');
}
