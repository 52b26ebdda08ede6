import { text } from '../../../pages/html.ts';
import { isBelow } from '../../../small-numbers/protect.ts';
import type { Phrases } from './phrases.ts';

/** Who is in no figure, and not among those left out of a practice's either. */
export interface Missing {
  /** Their records could not be dealt with. */
  readonly unread: number;
  /** It is not known to which practice they belong. */
  readonly unknownPractice: number;
}

export const nobodyMissing: Missing = { unread: 0, unknownPractice: 0 };

/** Says how many people are missing; nothing where nobody is. */
export function missingPart({ unread, unknownPractice }: Missing, limit: number, phrases: Phrases): string {
  const { words, wording, count } = phrases;
  const sentence = (number: number, message: string) => {
    if (number === 0) return '';
    const people = count(isBelow(number, limit) ? 'small' : number);
    return `<p class="missing">${text(words.format(message, { people }))}</p>`;
  };
  return sentence(unread, wording.missing.unread) + sentence(unknownPractice, wording.missing.unknownPractice);
}
