import type { Goodbyes } from '../detectors/departures/repeated-goodbyes.ts';
import type { AnyFinding } from '../detectors/index.ts';

/** A1 or C1 with A5's finding, if there is one, as a sentence; the evidence of A5 is added to its own. */
export function withGoodbyes(finding: AnyFinding, findings: readonly AnyFinding[]): AnyFinding {
  if (finding.code !== 'usual-clinician-left' && finding.code !== 'first-meeting') return finding;
  const other = findings.find((one) => one.code === 'repeated-goodbyes');
  if (other === undefined) return finding;
  const { losses, since, sinceMove } = other.facts;
  const added = new Set(other.counted).difference(new Set(finding.counted));
  const counted = new Set([...finding.counted, ...added]);
  const notCounted = new Map([...other.notCounted, ...finding.notCounted].map((one) => [one.reference, one]));
  return embed(
    finding,
    { losses, since, sinceMove },
    {
      counted: [...counted],
      notCounted: [...notCounted.values()].filter(({ reference }) => !counted.has(reference)),
      number: finding.number + [...added].filter(isVisit).length,
      span: {
        from: Math.min(finding.span.from, other.span.from),
        to: Math.max(finding.span.to, other.span.to),
      },
    },
  );
}

type Evidence = Pick<AnyFinding, 'counted' | 'notCounted' | 'number' | 'span'>;
type Hosts = Extract<AnyFinding, { readonly code: 'usual-clinician-left' | 'first-meeting' }>;

function embed(finding: Hosts, goodbyes: Goodbyes, evidence: Evidence): AnyFinding {
  return finding.code === 'first-meeting'
    ? { ...finding, ...evidence, facts: { ...finding.facts, goodbyes } }
    : { ...finding, ...evidence, facts: { ...finding.facts, goodbyes } };
}

/** A5 counts visits and roles; an appointment among its evidence stands for a visit. */
function isVisit(reference: string): boolean {
  return /^(?:Encounter|Appointment)\//.test(reference);
}
