import type { CodeSetName, CodeSets } from '../code-sets.ts';
import { type Fields, objects } from '../json.ts';

/** What the type, service or reason of an encounter or appointment says about it. */
export interface VisitKind {
  readonly notAVisit: boolean;
  /** Planned series, by name. */
  readonly series: string | undefined;
  readonly duty: boolean;
  readonly walkIn: boolean;
  readonly way: Extract<CodeSetName, 'visit-remote' | 'visit-home' | 'visit-emergency' | 'visit-hospital'> | undefined;
}

const seriesSets: readonly CodeSetName[] = [
  'series-vaccination',
  'series-antenatal',
  'series-postnatal',
  'series-baby-clinic',
  'series-dialysis',
  'series-chemotherapy',
  'series-monitoring',
  'series-dressing',
  'series-injection',
  'series-contraception',
];
const noCoding: Fields = {};
const waySets = ['visit-emergency', 'visit-hospital', 'visit-remote', 'visit-home'] as const;

/** Tells the kind of a CodeableConcept; a record repeats few of them, so each is looked up once. */
export function visitKinds(codeSets: CodeSets): (concept: Fields) => VisitKind {
  const known = new Map<unknown, Known[]>();
  return (concept) => {
    const coding = onlyCoding(concept);
    if (coding === undefined) return kindOf(concept, codeSets);
    const word = coding.code ?? concept.text ?? coding.display;
    const same = known.get(word);
    for (const one of same ?? []) if (isAlike(one, concept, coding)) return one.kind;
    const one: Known = { coding, text: concept.text, kind: kindOf(concept, codeSets) };
    if (same === undefined) known.set(word, [one]);
    else same.push(one);
    return one.kind;
  };
}

/** A concept whose kind was found. Compared part by part: joining them to one key costs more than all the rest. */
interface Known {
  readonly coding: Fields;
  readonly text: unknown;
  readonly kind: VisitKind;
}

function isAlike({ coding: one, text }: Known, concept: Fields, coding: Fields): boolean {
  return (
    text === concept.text && one.system === coding.system && one.code === coding.code && one.display === coding.display
  );
}

function kindOf(concept: Fields, codeSets: CodeSets): VisitKind {
  const [series] = codeSets.setsOf(concept, seriesSets);
  return {
    notAVisit: codeSets.has('not-a-visit', concept),
    series: series?.replace('series-', ''),
    duty: codeSets.has('visit-duty', concept),
    walkIn: codeSets.has('visit-walk-in', concept),
    way: waySets.find((set) => codeSets.has(set, concept)),
  };
}

/** The coding of a concept that has one or none; undefined for others, which are rare. */
function onlyCoding({ coding }: Fields): Fields | undefined {
  if (coding === undefined) return noCoding;
  const codings = objects(coding);
  return codings.length > 1 ? undefined : (codings[0] ?? noCoding);
}
