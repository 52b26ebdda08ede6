import { hash, randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** A text as it stands, what it affirms, and what it affirms or suspects. */
export type TextForm = 'words' | 'stated' | 'suspected';

/** Whether each pattern that was tried was found in a form of a text. */
export type FoundWords = { readonly [form in TextForm]: Map<RegExp, boolean> };

/** Most records share some hundred texts; each takes about a kilobyte here. */
const maxTexts = 3000;

/**
 * Remembers what was found in texts, since records repeat the same few names of visits and illnesses, and trying all
 * patterns on one takes a hundred times as long as finding it here. No text is kept: they are known by digests, with a salt
 * that ends with the process.
 */
export function rememberFoundWords(): (text: string) => FoundWords {
  const salt = randomUUID();
  const known = new LRUCache<string, FoundWords>({ max: maxTexts });
  return (text) => {
    const digest = hash('sha256', salt + text, 'base64');
    const before = known.get(digest);
    if (before !== undefined) return before;
    const found: FoundWords = { words: new Map(), stated: new Map(), suspected: new Map() };
    known.set(digest, found);
    return found;
  };
}
