import { save } from '../ehr.js';
import { evidenceOf } from '../evidence.js';
import { renderBanner } from './banner.js';
import { readChart, readOthers } from './read-chart.js';
import { renderRecord, revealRow } from './record.js';
import { rowsOf } from './rows.js';

/**
 * The head of a chart and its dated list, with what is not in the record yet (a proposed appointment, a draft referral).
 * `refresh` makes the list anew when the record has changed.
 */
export async function renderChart(person, record, { request, response }, { get, names, practice }) {
  const evidence = evidenceOf(response.cards ?? []);
  const { appointments, draftOrders } = request.context;
  const offered = [appointments, draftOrders].flatMap((bundle) => bundle?.entry ?? []).map(({ resource }) => resource);
  const list = async ({ entries, ...rest }) => {
    const now = { ...rest, entries: [...entries, ...offered] };
    const others = await readOthers([...evidence.counted, ...evidence.notCounted.keys()], now);
    const rows = rowsOf([...now.entries, ...others], evidence, { ...names, ...now });
    return renderRecord(rows, { today: names.today, exclusions: practice.words.exclusions, onSave });
  };
  const onSave = async (changed) => {
    await save(changed, get);
    await chart.refresh();
    revealRow(`${changed.resourceType}/${changed.id}`);
  };
  const chart = {
    banner: renderBanner(person, record, names),
    record: await list(record),
    refresh: async () => {
      const next = await list(await readChart(person.id));
      chart.record.replaceWith(next);
      chart.record = next;
    },
  };
  return chart;
}
