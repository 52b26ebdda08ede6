import { type Bench, judged, type Row } from './bench.ts';
import { load, median } from './load.ts';

const rounds = 3;
const seconds = 4;

/** Calls a second with two workers over those without, the client on the same cores. */
export async function* measureCores(bench: Bench): AsyncGenerator<Row> {
  const [one, two] = [await bench.service({ WORKERS: '0' }), await bench.service({ WORKERS: '2' })];
  const body = bench.body(200);
  const perSecond = async (server: typeof one) => (await load(bench.target(server, body), { seconds })).perSecond;
  await Promise.all([await perSecond(one), await perSecond(two)]);
  const measured: { readonly one: number; readonly two: number }[] = [];
  for (let round = 0; round < rounds; round += 1)
    measured.push({ one: await perSecond(one), two: await perSecond(two) });
  const note = measured.map((round) => `${round.two.toFixed(0)}/s of ${round.one.toFixed(0)}/s`).join(', ');
  const ratio = median(measured.map((round) => round.two / round.one));
  yield judged(
    'calls a second, WORKERS=2 over 0, 200 encounters',
    ratio,
    { must: 1.4, aim: 1.6 },
    { digits: 2, atLeast: true, note },
  );
  await Promise.all([one.stop(), two.stop()]);
}
