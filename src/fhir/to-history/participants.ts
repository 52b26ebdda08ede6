import { codingsOf } from '../codings.ts';
import { type Fields, fields, objects, text } from '../json.ts';
import { matchable } from '../matching-text.ts';
import type { Context } from './context.ts';
import type { Found } from './people.ts';

/** Types of participation that mean having seen the person, best first (v3-ParticipationType); a recorder never has. */
const ranks: Readonly<Record<string, number>> = {
  PPRF: 0,
  'primary performer': 0,
  ATND: 1,
  attender: 1,
  PART: 1,
  participation: 1,
};
const untyped = 2;
const never = 3;

const nobody: Found = { why: 'clinician-not-recorded' };

/** The one clinician of an encounter: the first of the best rank who is a person, else why there is none. */
export function clinicianOf(encounter: Fields, context: Context): Found {
  const participants = objects(encounter.participant, context.tally);
  let best: Found = nobody;
  let bestRank = never;
  for (const participant of participants) {
    const rank = rankOf(participant);
    if (rank >= never || (best.key !== undefined && rank >= bestRank)) continue;
    const actor = fields(participant[context.version.encounter.actor], context.tally);
    const found = actor && context.people.find(actor, encounter);
    if (found?.key !== undefined) {
      best = found;
      bestRank = rank;
    } else if (found?.why === 'clinician-unread' && best.key === undefined) best = found;
  }
  return best;
}

function rankOf(participant: Fields): number {
  const types = objects(participant.type);
  if (types.length === 0) return untyped;
  let best = never;
  for (const type of types) {
    for (const coding of codingsOf(type)) best = Math.min(best, rankOfWord(coding.code) ?? never);
    if (type.coding === undefined)
      best = Math.min(best, rankOfWord(matchable(text(type.text) ?? '').toLowerCase()) ?? never);
  }
  return best;
}

function rankOfWord(word: unknown): number | undefined {
  return typeof word === 'string' && Object.hasOwn(ranks, word) ? ranks[word] : undefined;
}
