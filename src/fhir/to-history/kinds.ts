import { type CodeSetName, codeSetNames } from '../code-set-names.ts';
import { type Fields, fields, objects, text } from '../json.ts';
import type { Context } from './context.ts';

const recallSets: readonly CodeSetName[] = codeSetNames.filter((name) => name.startsWith('recall-'));

/** What something is for, by which invitations and their answers are matched: recall sets first, then codes, then texts. */
export interface Kinds {
  readonly kinds: readonly string[];
  /** The recall set's name without `recall-`, else the first text. */
  readonly what: string | undefined;
}

/** The kinds of these concepts together; a text of its own may be given for those that have none. */
export function kindsOf(concepts: readonly unknown[], { codeSets }: Context): Kinds {
  const usable = concepts.map((one) => fields(one)).filter((one) => one !== undefined);
  const recalls = usable.flatMap((one) => codeSets.setsOf(one, recallSets));
  const codes = usable.flatMap((one) => objects(one.coding)).flatMap(codeOf);
  const texts = usable.flatMap(textsOf);
  const [recall] = recalls;
  return {
    kinds: [...new Set([...recalls, ...codes, ...texts.map((one) => one.toLowerCase())])],
    what: recall?.replace('recall-', '') ?? texts[0]?.slice(0, longestText),
  };
}

const longestText = 60;

function codeOf({ system, code }: Fields): string[] {
  return typeof system === 'string' && typeof code === 'string' ? [`${system}|${code}`] : [];
}

function textsOf(concept: Fields): string[] {
  return [concept.text, ...objects(concept.coding).map(({ display }) => display)].flatMap(
    (one) => text(one)?.trim() || [],
  );
}

/** It is of a recall set. */
export function isRecall({ kinds }: Kinds): boolean {
  return kinds.some((kind) => kind.startsWith('recall-'));
}
