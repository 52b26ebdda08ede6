import type { CodeSetName, CodeSets } from '../code-sets.ts';
import { type Fields, fields, objects } from '../json.ts';

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
const waySets = ['visit-emergency', 'visit-hospital', 'visit-remote', 'visit-home'] as const;

/** Tells the kind of a CodeableConcept; a record repeats few of them, so each is looked up once. */
export function visitKinds(codeSets: CodeSets): (concept: Fields) => VisitKind {
  const known = new Map<string, VisitKind>();
  return (concept) => {
    const signature = signatureOf(concept);
    const found = signature === undefined ? undefined : known.get(signature);
    if (found !== undefined) return found;
    const kind = kindOf(concept, codeSets);
    if (signature !== undefined) known.set(signature, kind);
    return kind;
  };
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

/** One text for a concept with at most one coding; undefined for others, which are rare. */
function signatureOf(concept: Fields): string | undefined {
  const { coding } = concept;
  const codings = coding === undefined ? [concept] : objects(coding);
  if (codings.length > 1) return undefined;
  const { system, code, display } = fields(codings[0]) ?? {};
  return `${system}\n${code}\n${display}\n${concept.text}`;
}
