import {
  type Atom,
  DotAtom,
  EqualsAtom,
  FunctionAtom,
  IndexerAtom,
  initFhirPathParserBuilder,
  LiteralAtom,
  SymbolAtom,
  Tokenizer,
} from '@medplum/core';

/** The step to an element by its name; for a choice element such as `value[x]` the name is `value`. */
export interface ElementStep {
  readonly kind: 'element';
  readonly name: string;
}

/** A constant that `where` compares with. */
type Constant = string | number | boolean;

/** One step of a path; it is applied to all values that the steps before it found. */
export type Step =
  | ElementStep
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'ofType'; readonly type: string }
  | { readonly kind: 'extension'; readonly url: string }
  | { readonly kind: 'resolve' }
  | { readonly kind: 'where'; readonly path: readonly ElementStep[]; readonly equals: Constant };

/** A FHIRPath expression that only selects elements, in the order in which they are passed. */
export type FhirPath = readonly Step[];

/** In characters. The URL of an extension with a few elements around it is shorter. */
export const maxPathLength = 500;
/**
 * Words, separated by spaces. From every number before a space the library's tokenizer looks ahead over all
 * numbers that follow it, which takes quadratic time.
 */
const maxWords = 30;
/** FHIR's own elements are not nested this deeply. */
const maxSteps = 10;

const parserBuilder = initFhirPathParserBuilder();

/**
 * Parses a FHIRPath expression (hl7.org/fhirpath/N1) that someone else wrote. Undefined unless it consists of the few kinds
 * of nodes that are allowed here: those of FHIR's simple subset (hl7.org/fhir/R4/fhirpath.html#simple), and `where` with a
 * constant. With whatever else the library can evaluate, the author of the expression decides how much work it costs
 * (CWE-1333, CWE-400).
 */
export function parseFhirPath(expression: string): FhirPath | undefined {
  if (expression.length > maxPathLength || expression.split(/\s/).length > maxWords) return undefined;
  const tree = treeOf(expression);
  const steps = tree && stepsOf(tree);
  if (steps === undefined) return undefined;
  const [first, ...others] = steps;
  const path = first?.kind === 'element' && first.name === '%resource' ? others : steps;
  return path.every((step) => step.kind !== 'element' || isName(step)) ? path : undefined;
}

/** The name of an element, and not of a variable such as `$this` or `%context`. */
function isName({ name }: ElementStep): boolean {
  return !/^[$%]/.test(name);
}

const ownPaths = new WeakMap<readonly string[], readonly FhirPath[]>();

/** The paths of a table of ours, each parsed once. */
export function parsedOnce(expressions: readonly string[]): readonly FhirPath[] {
  const known = ownPaths.get(expressions) ?? expressions.map(parseOwn);
  ownPaths.set(expressions, known);
  return known;
}

function parseOwn(expression: string): FhirPath {
  const path = parseFhirPath(expression);
  if (path === undefined) throw new Error(`${expression} is not a path`);
  return path;
}

function treeOf(path: string): Atom | undefined {
  try {
    // No operator of two characters is allowed, so the tokenizer need not know any.
    const parser = parserBuilder.construct(new Tokenizer(path, ['true', 'false'], []).tokenize());
    const tree = parser.consumeAndParse();
    // The library's own `parseFhirPath` ignores whatever follows the first expression.
    return parser.hasMore() ? undefined : tree;
  } catch {
    return undefined;
  }
}

function stepsOf(atom: Atom): readonly Step[] | undefined {
  if (!(atom instanceof DotAtom || atom instanceof IndexerAtom)) return appended([], stepOf(atom));
  const before = stepsOf(atom.left);
  // Definitions of FHIR name a choice element `value[x]`, and paths name it `value`. Authors mix them up.
  if (atom instanceof IndexerAtom && atom.expr instanceof SymbolAtom && atom.expr.name === 'x') return before;
  return before && appended(before, atom instanceof DotAtom ? stepOf(atom.right) : indexOf(atom));
}

function appended(steps: readonly Step[], step: Step | undefined): readonly Step[] | undefined {
  return step && steps.length < maxSteps ? [...steps, step] : undefined;
}

function stepOf(atom: Atom): Step | undefined {
  if (atom instanceof SymbolAtom) return { kind: 'element', name: atom.name };
  if (!(atom instanceof FunctionAtom)) return undefined;
  const [argument, another] = atom.args;
  if (another !== undefined) return undefined;
  if (atom.name === 'resolve') return argument === undefined ? { kind: 'resolve' } : undefined;
  if (argument === undefined) return undefined;
  if (atom.name === 'ofType') return typeNamed(argument);
  if (atom.name === 'extension') return extensionAt(argument);
  return atom.name === 'where' ? condition(argument) : undefined;
}

function indexOf({ expr }: IndexerAtom): Step | undefined {
  const index = constantOf(expr);
  return typeof index === 'number' && Number.isInteger(index) ? { kind: 'index', index } : undefined;
}

/** A type such as `CodeableConcept` or `FHIR.string`, with a capital letter as in the names of choice elements. */
function typeNamed(argument: Atom): Step | undefined {
  const steps = stepsOf(argument) ?? [];
  const names = steps.flatMap((step) => (step.kind === 'element' ? step.name : []));
  const type = names.at(-1);
  if (type === undefined || names.length !== steps.length || names.length > 2) return undefined;
  if (names.length === 2 && names[0] !== 'FHIR' && names[0] !== 'System') return undefined;
  return { kind: 'ofType', type: type.charAt(0).toUpperCase() + type.slice(1) };
}

function extensionAt(argument: Atom): Step | undefined {
  const url = constantOf(argument);
  return typeof url === 'string' ? { kind: 'extension', url } : undefined;
}

function condition(argument: Atom): Step | undefined {
  if (!(argument instanceof EqualsAtom)) return undefined;
  const equals = constantOf(argument.right);
  const steps = stepsOf(argument.left);
  if (equals === undefined || steps === undefined) return undefined;
  const path = steps.filter((step) => step.kind === 'element');
  return path.length === steps.length && path.every(isName) ? { kind: 'where', path, equals } : undefined;
}

function constantOf(atom: Atom): Constant | undefined {
  if (!(atom instanceof LiteralAtom)) return undefined;
  const { type, value } = atom.value;
  return ['string', 'boolean', 'integer', 'decimal'].includes(type) ? value : undefined;
}
