import { type JsonObject, text } from '../json.ts';
import { codingsOf } from './codings.ts';
import type { VisitKind } from './visit-kinds.ts';

/** The purpose of an invitation or of a visit or procedure that may answer it; they are matched by it. */
export interface RecallKinds {
  /** Recall sets first. */
  readonly kinds: readonly string[];
  /** The recall set's name without `recall-`, else the first text, if it is short. */
  readonly what: string | undefined;
}

const longestText = 60;

/** The kinds of these concepts together. */
export function kindsOf(concepts: readonly JsonObject[], kindOf: (concept: JsonObject) => VisitKind): RecallKinds {
  const kinds = [...new Set(concepts.flatMap((one) => kindOf(one).kinds))];
  const recalls = kinds.filter(isRecall);
  const words = concepts.map(wordsOf).find((one) => one !== undefined && one.length <= longestText);
  return {
    kinds: [...recalls, ...kinds.filter((kind) => !isRecall(kind))],
    what: recalls[0]?.replace('recall-', '') ?? words,
  };
}

/** The name of a recall set. */
export function isRecall(kind: string): boolean {
  return kind.startsWith('recall-');
}

function wordsOf(concept: JsonObject): string | undefined {
  const displays = codingsOf(concept).map(({ display }) => display);
  return [concept.text, ...displays].map((one) => text(one)?.trim()).find((one) => one !== undefined && one !== '');
}
