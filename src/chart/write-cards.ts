import type { Card } from '../cards/card.ts';
import { cardUuid } from '../cards/card-uuid.ts';
import type { Choice, Chosen } from '../cards/choose.ts';
import type { PastShowing } from '../cards/quieting.ts';
import { type Writing, writeCard } from '../cards/write.ts';
import { isoDay } from '../history/calendar.ts';
import type { FollowUp, Person } from '../history/history.ts';
import { errorClassOf } from '../observability/log.ts';
import type { ClinicianPatientPair } from '../store/store.ts';

/** The cards that were written, and those that failed. */
export interface Written {
  readonly cards: readonly WrittenCard[];
  /** Cards that threw while being written: our own fault, for which the chart still opens. */
  readonly failed: readonly { readonly code: string; readonly errorClass: string }[];
}

/** What silent detections would have shown. */
export interface SilentOutcome {
  readonly choice: Choice;
  readonly written: Written;
}

export interface WrittenCard {
  readonly chosen: Chosen;
  readonly card: Card;
}

/** What the cards of one opening need besides their findings. */
export interface CardContext extends Omit<Writing, 'ids' | 'before'> {
  readonly person: Person;
  readonly pair: ClinicianPatientPair;
  readonly encounterId: string | undefined;
  readonly followUps: readonly FollowUp[];
  /** Cards shown before about this person. */
  readonly past: readonly PastShowing[];
  /** Nobody will see them. */
  readonly silent: boolean;
}

/** Writes each chosen card; one that throws is reported and left out. */
export function writeCards(chosen: readonly Chosen[], context: CardContext): Written {
  const cards: WrittenCard[] = [];
  const failed: { code: string; errorClass: string }[] = [];
  for (const one of chosen) {
    try {
      cards.push({ chosen: one, card: writeOne(one, context) });
    } catch (error) {
      failed.push({ code: one.finding.code, errorClass: errorClassOf(error) });
    }
  }
  return { cards, failed };
}

function writeOne(chosen: Chosen, context: CardContext): Card {
  const { person, followUps, past } = context;
  const before = { followUps, accepted: wasAccepted(chosen, past) };
  return writeCard(chosen.finding, person, { ...context, before, ids: idsOf(chosen, context) });
}

/** Whether anyone accepted the suggestion before: the record may show what was created only later. */
function wasAccepted({ finding, material }: Chosen, past: readonly PastShowing[]): boolean {
  return past.some(
    (one) => one.code === finding.code && one.material === material && one.outcome?.outcome === 'accepted',
  );
}

/** UUIDs of a card and its suggestions: the stored ones of a card that comes back, else ones that every replica derives. */
function idsOf(
  { again, finding, material }: Chosen,
  { pair: { patient, clinicians }, encounterId, opening, past, silent }: CardContext,
): Writing['ids'] {
  if (again !== undefined) return again;
  const visit = encounterId ?? isoDay(opening.asOf);
  const taken = new Set(past.map(({ card }) => card));
  const card = cardUuid({ patient, clinician: clinicians[0], code: finding.code, material, visit, silent }, taken);
  return { card, suggestions: [] };
}
