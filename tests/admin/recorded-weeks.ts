import { createHash } from 'node:crypto';
import { codes } from '#src/detectors/index.ts';
import type { CardFeedback, OpeningRecord, Store } from '#src/store/store.ts';

const day = 24 * 60 * 60 * 1000;
const clients = ['https://ehr.example.org', 'https://south.example.org'];
const unread = [
  { part: 'activity', why: 'not-available', often: 0.9 },
  { part: 'roles', why: 'timeout', often: 0.05 },
  { part: 'promises', why: 'refused', often: 0.2 },
];
const reasons = [
  'already-known',
  'not-now',
  'not-right-for-this-person',
  undefined,
  'of the EHR',
  'facts-wrong',
  'unkind-wording',
];
const rules = ['budget', 'quiet-shown', 'another-finding', 'over-limit', 'user-locum', 'quiet-not-now'];

/**
 * Records so many weeks of a service up to `until` (ms since 1970), of about `perWeek` openings each: some find something, of which
 * some is shown, held back, answered. The same for the same arguments.
 */
export async function recordWeeks(
  store: Pick<Store, 'record' | 'saveFeedback'>,
  { weeks, until, perWeek = 60 }: { readonly weeks: number; readonly until: number; readonly perWeek?: number },
): Promise<void> {
  const random = seeded(7);
  // The first ones far more often than the last.
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() ** 3 * list.length)] as T;
  for (let week = 0; week < weeks; week += 1) {
    const openings: OpeningRecord[] = [];
    const answers: CardFeedback[] = [];
    for (let n = 0; n < perWeek * (0.8 + 0.4 * random()); n += 1) {
      const at = until - (weeks - week) * 7 * day + Math.floor(random() * 7 * day);
      const found = random() < 0.16 + 0.06 * Math.sin(week / 6) ? [pick(codes)] : [];
      const isHeld = random() < 0.35;
      const silent = random() < 0.1 ? [pick(codes)] : [];
      const shown = isHeld ? [] : found.map((code) => card(`${week} ${n}`, code));
      openings.push({
        ...{
          tenant: 'open',
          clinicians: [`clinician-${n % 9}`],
          patient: `patient-${week}-${n}`,
          service: 's',
          hook: 'patient-view',
        },
        ...{ at, visitMs: 60_000, client: pick(clients), findings: found, shown },
        held: isHeld ? found.map((code) => ({ code, rule: pick(rules) })) : [],
        silent: { findings: silent, held: [], shown: silent.map((code) => card(`silent ${week} ${n}`, code)) },
        unread: unread.filter(({ often }) => random() < often).map(({ part, why }) => ({ part, why })),
      });
      for (const { card: id } of shown) {
        if (random() < 0.35) continue;
        const isAccepted = random() < 0.45;
        const outcome = {
          outcome: isAccepted ? ('accepted' as const) : ('overridden' as const),
          reason: isAccepted ? undefined : pick(reasons),
        };
        answers.push({
          ...outcome,
          at: at + day,
          received: at + day,
          tenant: 'open',
          service: 's',
          card: id,
          suggestions: [],
          comment: undefined,
        });
      }
    }
    await store.record({ id: `week ${week}`, openings });
    await store.saveFeedback(answers);
  }
}

function card(seed: string, code: string) {
  const hex = createHash('sha256').update(`${seed} ${code}`).digest('hex');
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return { card: id, code, suggestions: [], material: hex };
}

function seeded(start: number): () => number {
  let state = start;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
