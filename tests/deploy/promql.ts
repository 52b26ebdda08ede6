import { parser } from '@prometheus-io/lezer-promql';

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

export interface Selector {
  readonly series: string;
  readonly labels: readonly string[];
  /** Over a time, as `rate(x[5m])` has it; or what was not there before, as `x unless x offset 5m`. */
  readonly overTime: boolean;
}

export interface Query {
  /** Where the text is no PromQL. */
  readonly errors: readonly string[];
  readonly selectors: readonly Selector[];
  /** Labels of `by (…)`, `on (…)` and the like. */
  readonly grouping: readonly string[];
}

/** What a PromQL expression reads. Grafana's variables of time are taken for five minutes. */
export function readQuery(expression: string): Query {
  const text = expression.replaceAll('$__rate_interval', '5m');
  const errors: string[] = [];
  const selectors: Selector[] = [];
  const grouping: string[] = [];
  parser.parse(text).iterate({
    enter: ({ node, type }) => {
      if (type.isError) errors.push(`at ${node.from}: ${text}`);
      if (type.name === 'VectorSelector') selectors.push(selectorOf(node, text));
      if (type.name === 'GroupingLabels') grouping.push(...labelsOf(node, text));
    },
  });
  return { errors, selectors, grouping };
}

function selectorOf(node: SyntaxNode, text: string): Selector {
  const name = node.getChild('Identifier');
  const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
  return {
    series: name === null ? '' : text.slice(name.from, name.to),
    labels: matchers.flatMap((matcher) => labelsOf(matcher, text)),
    overTime: node.parent?.name === 'MatrixSelector' || isWithinUnless(node),
  };
}

function isWithinUnless({ parent }: SyntaxNode): boolean {
  if (parent === null) return false;
  return (parent.name === 'BinaryExpr' && parent.getChild('Unless') !== null) || isWithinUnless(parent);
}

const labelsOf = (node: SyntaxNode, text: string) =>
  node.getChildren('LabelName').map(({ from, to }) => text.slice(from, to));

/** What is wrong with an expression: no PromQL, a series that is not there, a label that its series have not. */
export function faultsOf(expression: string, known: ReadonlyMap<string, { readonly labels: readonly string[] }>) {
  const { errors, selectors, grouping } = readQuery(expression);
  const labels = new Set(selectors.flatMap(({ series }) => known.get(series)?.labels ?? []));
  return [
    ...errors,
    ...(selectors.length === 0 ? [`reads nothing: ${expression}`] : []),
    ...selectors.filter(({ series }) => !known.has(series)).map(({ series }) => `no series: ${series}`),
    ...selectors.flatMap((one) =>
      one.labels
        .filter((label) => !known.get(one.series)?.labels.includes(label))
        .map((label) => `${one.series}: ${label}`),
    ),
    ...grouping.filter((label) => !labels.has(label)).map((label) => `grouped by ${label}`),
  ];
}
