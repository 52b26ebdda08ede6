import { v5 } from 'uuid';

/** The identity of a card. People are pseudonyms under the site's key, which differ by tenant. */
export interface CardIdentity {
  readonly patient: string;
  readonly clinician: string | undefined;
  readonly code: string;
  readonly material: string;
  /** The call's encounter, else the site's day, of the first showing. */
  readonly visit: string;
  /** It is never sent; its id is then none of a card that is. */
  readonly silent?: boolean;
}

/** Namespace of this service's cards. https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-5 */
const cards = v5('https://secure-base.org/cards', v5.URL);

/**
 * UUID (version 5) of a new card: two replicas that show the same card at the same moment derive the same one. A card that
 * returns after its quiet time is a new card, with the next UUID that is not in `taken`.
 */
export function cardUuid(
  { patient, clinician = '', code, material, visit, silent = false }: CardIdentity,
  taken: ReadonlySet<string>,
): string {
  const parts = [patient, clinician, code, material, visit, ...(silent ? ['silent'] : [])];
  for (let showing = 1; ; showing += 1) {
    const uuid = v5(JSON.stringify(showing === 1 ? parts : [...parts, showing]), cards);
    if (!taken.has(uuid)) return uuid;
  }
}

/** UUID of a card's suggestion by its index, from 0. */
export function suggestionUuid(card: string, place: number): string {
  return v5(`suggestion ${place}`, card);
}
