import { z } from 'zod';
import { isoDay, months, parseDay } from '../../history/calendar.ts';
import { detector, type Finding } from '../detector.ts';
import type { BuiltFinding } from '../facts.ts';
import type { QuietPattern } from '../quiet-facts.ts';
import { about } from './about-quiet-pattern.ts';

const settings = z.object({
  minPatterns: z.int().min(2).max(5).default(3).describe('Least patterns that are found now'),
});

const parts = [
  'late-presentation',
  'gone-quiet',
  'unanswered-invitations',
  'missed-appointments',
  'medicine-not-collected',
] as const;
type Part = Extract<BuiltFinding, { readonly code: (typeof parts)[number] }>;

/** D8: several of the patterns of coming late and going quiet at once. */
export const quietPattern = detector({
  code: 'quiet-pattern',
  about,
  needs: [],
  uses: [],
  restsOn: parts,
  lookBackMonths: 12,
  settings,
  detect(
    _history,
    { asOf },
    thresholds = settings.parse({}),
    found = [],
  ): Finding<'quiet-pattern', QuietPattern> | undefined {
    const now = found.filter(isPart);
    if (now.length < thresholds.minPatterns) return undefined;
    const told = now.map(toldBy);
    const spoken = told.flatMap(({ since }) => since ?? []);
    const since = Math.max(asOf - months(24), Math.min(...spoken));
    return {
      code: 'quiet-pattern',
      facts: {
        patterns: now.length,
        since: isoDay(since),
        ...Object.assign({}, ...told.map(({ facts }) => facts)),
      },
      counted: [...new Set(now.flatMap(({ counted }) => counted))],
      notCounted: [],
      span: { from: Math.min(...now.map(({ span }) => span.from)), to: Math.max(...now.map(({ span }) => span.to)) },
      number: now.length,
      unit: 'patterns',
      materialKey: now.map(({ materialKey }) => materialKey).join(' '),
    };
  },
});

interface Told {
  readonly facts: Partial<QuietPattern>;
  /** From when on it speaks. */
  readonly since: number | undefined;
}

function toldBy({ code, facts, span }: Part): Told {
  switch (code) {
    case 'late-presentation':
      return { facts: { late: facts.late }, since: undefined };
    case 'gone-quiet':
      return { facts: { lastSeen: facts.lastSeen }, since: parseDay(facts.lastSeen) };
    case 'unanswered-invitations':
      return { facts: { invitations: facts.invitations }, since: span.from };
    case 'missed-appointments':
      return { facts: { missed: facts.missed }, since: span.from };
    case 'medicine-not-collected':
      return { facts: { ranOut: facts.ranOut }, since: parseDay(facts.ranOut) };
  }
}

function isPart(finding: { readonly code: string }): finding is Part {
  return parts.some((code) => code === finding.code);
}
