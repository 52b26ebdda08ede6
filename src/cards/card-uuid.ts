import { v5 } from 'uuid';

/** What makes a card the one that it is. People are pseudonyms under the site's key, which also keep tenants apart. */
export interface CardIdentity {
  readonly patient: string;
  readonly clinician: string | undefined;
  readonly code: string;
  readonly material: string;
  /** The encounter of the call, or else the practice's day, on which the card is first shown. */
  readonly visit: string;
}

/** Namespace of this service's cards. https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-5 */
const cards = v5('https://secure-base.org/cards', v5.URL);

/**
 * UUID (version 5) of a new card: two processes that show one card at the same moment give it the same. A card that was
 * shown before and whose quiet has ended comes as another card, with the next UUID that is not `taken`.
 */
export function cardUuid(
  { patient, clinician = '', code, material, visit }: CardIdentity,
  taken: ReadonlySet<string>,
): string {
  const parts = [patient, clinician, code, material, visit];
  for (let showing = 1; ; showing += 1) {
    const uuid = v5(JSON.stringify(showing === 1 ? parts : [...parts, showing]), cards);
    if (!taken.has(uuid)) return uuid;
  }
}

/** UUIDs of a card's suggestions by their place, from 0. */
export function suggestionUuid(card: string, place: number): string {
  return v5(`suggestion ${place}`, card);
}
