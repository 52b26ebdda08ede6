import { fields, type JsonObject, objects, type Tally } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { ClinicianMatch } from '../../record/people.ts';
import { participantSets } from '../../terminology/code-set-names.ts';
import type { CodeSets } from '../../terminology/code-sets.ts';
import { codingsOf, withCodesAsWords } from '../../terminology/codings.ts';
import { oncePerConcept } from '../../terminology/concepts.ts';
import type { Candidate, UnresolvedContact } from './draft.ts';

/**
 * How well a participant shows who saw the person, best first. Whoever is not typed at all is more likely to have than one
 * of some other type: a second performer, a consultant, an admitter, a local word. What {@link never} stands for is
 * whoever wrote, referred, discharged or was informed. RIM: terminology.hl7.org/CodeSystem-v3-ParticipationType.html
 */
const ranks = { 'participant-performer': 0, 'participant-attender': 1, 'participant-not-seeing': 4 } as const;
const untyped = 2;
const otherType = 3;
const never = ranks['participant-not-seeing'];

/** The rank of a participant, of several types the best. */
export type RankOf = (participant: JsonObject) => number;

/** Ranks participants by the types that these sets hold. */
export function participantRanks(codeSets: CodeSets): RankOf {
  const rankOfType = oncePerConcept((type) => codeSets.meaningOf(type, rankIn));
  return ({ type }) => {
    const types = objects(type);
    return types.length === 0 ? untyped : Math.min(...types.map(rankOfType));
  };
}

function rankIn(type: JsonObject, codeSets: CodeSets): number {
  if (type.text === undefined && codingsOf(type).length === 0) return untyped;
  const [set] = withCodesAsWords(type).flatMap((concept) => codeSets.setsOf(concept, participantSets).slice(0, 1));
  return set === undefined ? otherType : ranks[set];
}

/** By its type this participant has seen, or is to see, the person. */
export function mayHaveSeen(rank: number): boolean {
  return rank < never;
}

const nobody: ClinicianMatch = { why: 'clinician-not-recorded' };

/** The participants who may have seen the person. */
export function candidatesOf(encounter: JsonObject, rankOf: RankOf, tally: Tally): readonly Candidate[] {
  const all = objects(encounter.participant, tally).map((participant) => ({ participant, rank: rankOf(participant) }));
  return all.every(({ rank }) => mayHaveSeen(rank)) ? all : all.filter(({ rank }) => mayHaveSeen(rank));
}

/** The one clinician of an encounter: the first of the best rank who is a person, else why there is none. */
export function clinicianOf(
  { encounter, candidates, isDisclosed }: UnresolvedContact,
  { people, tally, version }: Context,
): ClinicianMatch {
  const find = isDisclosed ? people.find : people.identify;
  let best: ClinicianMatch = nobody;
  let bestRank: number = never;
  for (const { participant, rank } of candidates) {
    if (best.key !== undefined && rank >= bestRank) continue;
    const actor = fields(participant[version.encounter.actor], tally);
    const found = actor && find(actor, encounter);
    if (found?.key !== undefined) {
      best = found;
      bestRank = rank;
    } else if (found?.why === 'clinician-unread' && best.key === undefined) best = found;
  }
  return best;
}
