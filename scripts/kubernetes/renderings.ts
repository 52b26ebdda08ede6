/** A file of docker/kubernetes: what `helm template` makes of the chart with some values, below a comment. */
export interface Rendering {
  readonly file: string;
  /** Files of values in the chart's folder `ci`; a later one has the last word. */
  readonly values: readonly string[];
  /** Options of `helm template`. */
  readonly options: readonly string[];
  /** Lines of the comment at its beginning. */
  readonly about: readonly string[];
}

const yourImage = 'Put the digest of your image in the place of the zeros, and your addresses in that of example.org.';

export const renderings: readonly Rendering[] = [
  {
    file: 'docker/kubernetes/secure-base.yaml',
    values: ['plain-values.yaml'],
    options: ['--skip-tests'],
    about: [
      'Secure Base in Kubernetes. Needs two Secrets of yours: `secure-base` with STORE_URL, PSEUDONYM_KEY, ADMIN_TOKEN and, where an',
      'EHR opens the thread of care, SESSION_KEY; and `secure-base-clients` with clients.json. And an Ingress or Gateway with TLS in',
      `front of the Service. ${yourImage}`,
    ],
  },
  {
    file: 'docker/kubernetes/practice-report.yaml',
    values: ['plain-values.yaml', 'practice-report-values.yaml'],
    options: [
      '--show-only=templates/practice-report-once.yaml',
      '--show-only=templates/practice-report-network-policy.yaml',
    ],
    about: [
      'The report of an export too large for one machine: eight shards, then their parts together (docs/scale.md). Needs three',
      'volumes of yours: `practice-export`, the folder of NDJSON; `practice-parts`, which all nodes can write to, for sums of counts',
      "without a row of anybody's record; and `practice-report` for the result. And a StorageClass `encrypted` for the work folder,",
      'which holds whole records while a shard runs: a volume of its own for each pod, deleted with the pod.',
      yourImage,
      '',
      '  kubectl apply -f practice-report.yaml',
      '  kubectl wait --for=condition=complete --timeout=6h job/secure-base-report-2026-11-30-shards',
      '  kubectl patch job secure-base-report-2026-11-30 -p \'{"spec":{"suspend":false}}\'',
      '',
      'Another number of shards: completions, parallelism, and the number after `/`. The day is that of the export, the same for all.',
    ],
  },
  {
    file: 'docker/kubernetes/everything.yaml',
    values: ['plain-values.yaml', 'everything-values.yaml'],
    options: [],
    about: [
      'Not to be applied: what the chart makes where everything is turned on, for its tests and for whoever reads a change.',
    ],
  },
];
