import type { AnyFinding, Code } from '#src/detectors/index.ts';
import { fullFacts } from './example-facts.ts';
import { finding, on } from './example-findings.ts';

/** What a sample's numbers rest on; `without` are facts that no record gives together with the others. */
interface Evidence {
  readonly number: number;
  readonly unit: AnyFinding['unit'];
  readonly from: string;
  readonly to?: string;
  readonly notCounted?: number;
  readonly without?: readonly string[];
}

const visits = (number: number, from: string, to: string, notCounted = 0): Evidence => ({
  number,
  unit: 'visits',
  from,
  to,
  notCounted,
});

const evidence: Readonly<Record<Code, Evidence>> = {
  bereavement: { number: 1, unit: 'entries', from: '2026-10-12', without: ['recorded'] },
  anniversary: { number: 1, unit: 'entries', from: '2025-11-29' },
  'child-in-hospital': { number: 1, unit: 'entries', from: '2026-11-15', to: '2026-11-20' },
  'usual-clinician-left': { ...visits(14, '2021-03-03', '2026-06-02', 1), without: ['goodbyes'] },
  'usual-clinician-away': { ...visits(8, '2025-02-11', '2026-10-14', 1), without: ['awayUntil'] },
  'usual-clinician-leaving': visits(9, '2025-12-02', '2026-10-30'),
  'trainee-changeover': visits(6, '2026-06-03', '2026-11-10'),
  'repeated-goodbyes': visits(23, '2019-05-14', '2025-07-22'),
  'continuity-fell': visits(19, '2024-01-16', '2026-11-03', 2),
  'continuity-low': visits(9, '2024-12-10', '2026-10-21', 1),
  'first-meeting': { ...visits(22, '2020-09-15', '2026-10-03', 1), without: ['goodbyes'] },
  'known-team': visits(24, '2025-12-01', '2026-11-11', 2),
  'late-presentation': { number: 4, unit: 'problems', from: '2024-02-12', to: '2026-09-30' },
  'emergency-first': { number: 3, unit: 'diagnoses', from: '2023-10-09', to: '2026-06-11' },
  'gone-quiet': visits(18, '2022-12-20', '2025-12-15'),
  'unanswered-invitations': { number: 3, unit: 'invitations', from: '2026-02-03', to: '2026-09-01' },
  'missed-appointments': { number: 18, unit: 'appointments', from: '2023-12-05', to: '2026-11-09' },
  'medicine-not-collected': { number: 11, unit: 'supplies', from: '2025-11-14', to: '2026-09-18' },
  'quiet-pattern': { number: 5, unit: 'patterns', from: '2023-02-06', to: '2026-11-09' },
  'illness-signature': { number: 2, unit: 'signs', from: '2026-11-12', to: '2026-11-18' },
  'shared-signature': { number: 2, unit: 'signs', from: '2026-11-02', to: '2026-11-09' },
  'left-before-seen': visits(1, '2026-11-14', '2026-11-14'),
  'promise-open': { number: 1, unit: 'entries', from: '2026-10-27', to: '2026-11-03' },
  'abrupt-move': visits(14, '2023-07-04', '2026-10-28'),
  'uneven-contact': visits(29, '2024-11-25', '2026-10-30'),
  'many-contacts': visits(21, '2026-05-26', '2026-11-17'),
  'persistent-symptoms': { number: 10, unit: 'entries', from: '2021-12-07', to: '2026-10-12', without: ['normal'] },
  'booking-elsewhere': visits(12, '2024-12-03', '2026-11-05', 1),
  'booking-after-leaving': visits(9, '2025-12-02', '2026-11-05'),
  'next-contact': visits(15, '2023-12-04', '2026-11-06', 1),
  'pregnancy-loss': { number: 1, unit: 'entries', from: '2026-09-03' },
  'life-changing-diagnosis': { number: 1, unit: 'diagnoses', from: '2026-10-23' },
  'serious-injury': { number: 1, unit: 'episodes', from: '2026-10-12', to: '2026-10-20' },
  'palliative-care': {
    number: 1,
    unit: 'entries',
    from: '2026-02-11',
    to: '2026-03-03',
    without: ['clinician', 'aboutMe'],
  },
  'write-signature': { number: 3, unit: 'episodes', from: '2023-05-11', to: '2026-08-20' },
};

/** A finding as a record could give it, for its card in the documentation. */
export function sample(code: Code): AnyFinding {
  const { number, unit, from, to = from, notCounted = 0, without = [] } = evidence[code];
  const facts = Object.entries(fullFacts[code]).filter(([name]) => !without.includes(name));
  return finding(code, Object.fromEntries(facts) as never, {
    number,
    unit,
    span: { from: on(from), to: on(to) },
    notCounted: Array.from({ length: notCounted }, (_, i) => ({
      reference: `Encounter/${99 + i}`,
      reason: 'cancelled',
    })),
  });
}
