import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Card } from '#src/cds/protocol.ts';
import { bearer, serviceUrl } from '../support/client-tokens.ts';
import { type Ehr, overridden } from '../support/ehr.ts';
import { callWithEncounters } from './chart-with-encounters.ts';

/** Every person's chart is opened `rounds` times, by `rate` calls a second for `seconds` in all. */
export interface LoadPlan {
  readonly rate: number;
  readonly seconds: number;
  /** A multiple of four: the clinician who answers in the middle is then the next to open the chart. */
  readonly rounds: number;
  readonly encounters: number;
  /** Calls under way at a time; on a machine that is too slow for the rate they come more slowly then. */
  readonly atOnce: number;
  /** Begins the id of each person: those of two loads are different people. */
  readonly idPrefix: string;
}

export interface LoadResult {
  readonly people: number;
  /** Of each call, from when it was due until it was answered; sorted. */
  readonly ms: readonly number[];
  /** Calls without a 200, by status or error. */
  readonly failed: ReadonlyMap<string, number>;
  /** Openings that did not show what the quieting says. */
  readonly wrong: readonly string[];
  /** The card of each clinician of each person. */
  readonly shown: ReadonlyMap<string, string>;
}

/** What the first clinician of each third person answers to their card in the middle of the load. */
const answers = [undefined, 'not-now', 'facts-wrong'] as const;

interface Opening {
  readonly person: number;
  readonly clinician: 'first' | 'second';
  readonly answer: (typeof answers)[number];
  /** The second half of the load, after the answer. */
  readonly isAfter: boolean;
}

/**
 * Two clinicians open each chart in turn, at whichever replica. Both see the same card again and again, each their own,
 * until the first one answers: after ‘not now’ it is quiet for the one who answered, after ‘facts wrong’ for both.
 */
export async function loadWithQuieting(address: string, ehr: Ehr, plan: LoadPlan): Promise<LoadResult> {
  const { rate, seconds, rounds, atOnce } = plan;
  const people = Math.floor((rate * seconds) / rounds);
  const { open, answer, ...result } = createCaller(address, ehr, people * rounds, plan);
  const started = performance.now();
  const underway = new Set<Promise<void>>();
  for (let index = 0; index < people * rounds; index += 1) {
    const due = started + (index * 1000) / rate;
    const early = due - performance.now();
    if (early > 1) await wait(early);
    while (underway.size >= atOnce) await Promise.race(underway);
    const [person, round] = [index % people, Math.floor(index / people)];
    const opening: Opening = {
      person,
      clinician: round % 2 === 0 ? 'first' : 'second',
      answer: answers[person % answers.length],
      isAfter: round >= rounds / 2,
    };
    const call = round === rounds / 2 ? answer(opening).then(() => open(opening)) : open(opening, due);
    const calling = call.finally(() => underway.delete(calling));
    underway.add(calling);
  }
  await Promise.all(underway);
  return { people, ...result, ms: result.ms.sort((a, b) => a - b) };
}

function createCaller(address: string, ehr: Ehr, calls: number, { encounters, idPrefix }: LoadPlan) {
  const bodyOf = callWithEncounters(encounters);
  // Signed beforehand, because that costs more than all else that a caller does.
  const tokens = Array.from({ length: calls }, () => ehr.token());
  const [shown, failed] = [new Map<string, string>(), new Map<string, number>()];
  const [ms, wrong]: [number[], string[]] = [[], []];
  const fail = (why: string) => failed.set(why, (failed.get(why) ?? 0) + 1);

  const judge = (opening: Opening, cards: readonly string[]) => {
    const key = `${opening.person} ${opening.clinician}`;
    const expected = isQuiet(opening) ? [] : [shown.get(key) ?? cards[0]];
    if (JSON.stringify(cards) !== JSON.stringify(expected)) wrong.push(`${JSON.stringify(opening)} ${cards.length}`);
    if (cards[0] !== undefined && !shown.has(key)) shown.set(key, cards[0]);
  };
  const open = async (opening: Opening, due = performance.now()) => {
    try {
      const response = await fetch(`${address}${serviceUrl}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearer(tokens.pop() ?? '') },
        body: bodyOf(`${idPrefix}-${opening.person}`, `Practitioner/${opening.clinician}-${opening.person % 100}`),
      });
      const { cards = [] } = (await response.json()) as { cards?: readonly Card[] };
      ms.push(performance.now() - due);
      if (response.status !== 200) fail(String(response.status));
      else
        judge(
          opening,
          cards.map(({ uuid }) => uuid),
        );
    } catch (error) {
      fail(String(error));
    }
  };
  const answer = async (opening: Opening) => {
    if (opening.answer === undefined) return;
    const card = shown.get(`${opening.person} ${opening.clinician}`) ?? randomUUID();
    const status = await ehr.feedback(address, [overridden(card, opening.answer)]).then(
      (response) => response.status,
      (error) => String(error),
    );
    if (status !== 200) fail(`feedback: ${status}`);
  };
  return { open, answer, ms, failed, wrong, shown };
}

function isQuiet({ clinician, answer, isAfter }: Opening): boolean {
  return isAfter && (answer === 'facts-wrong' || (answer === 'not-now' && clinician === 'first'));
}
