import { z } from 'zod';
import type { IsoDate } from '../../history/calendar.ts';
import { detector, type Finding } from '../detector.ts';
import { type Silence, silent } from '../silence.ts';
import type { GoneQuiet } from './gone-quiet.ts';
import type { LatePresentation } from './late-presentation.ts';
import type { MedicineNotCollected } from './medicine-not-collected.ts';
import type { MissedAppointments } from './missed-appointments.ts';
import type { UnansweredInvitations } from './unanswered-invitations.ts';

/** The patterns found now, each with its main fact. */
export type QuietPattern = {
  readonly patterns: number;
  readonly missed?: number;
  readonly invitations?: number;
  readonly ranOut?: IsoDate;
  readonly lastSeen?: IsoDate;
  readonly late?: number;
};

const settings = z.object({
  minPatterns: z.int().min(2).max(5).default(3).describe('Least patterns that are found now'),
});

const patternCodes = [
  'late-presentation',
  'gone-quiet',
  'unanswered-invitations',
  'missed-appointments',
  'medicine-not-collected',
] as const;
type Pattern =
  | Finding<'late-presentation', LatePresentation>
  | Finding<'gone-quiet', GoneQuiet>
  | Finding<'unanswered-invitations', UnansweredInvitations>
  | Finding<'missed-appointments', MissedAppointments>
  | Finding<'medicine-not-collected', MedicineNotCollected>;

const silences = ['too-few-patterns'] as const;
type Result = Finding<'quiet-pattern', QuietPattern> | Silence<(typeof silences)[number]>;

/** D8: several patterns of disengagement (D1, D4 to D7) at once. */
export const quietPattern = detector({
  code: 'quiet-pattern',
  mark: 'D8',
  version: 1,
  audience: { children: false, careHomes: false, hospices: false, anyStaff: false },
  needs: [],
  uses: [],
  restsOn: patternCodes,
  lookBackMonths: 12,
  settings,
  silences,
  detect(_history, _opening, { minPatterns }, found): Result {
    const now = found.filter(isPattern);
    if (now.length < minPatterns) return silent('too-few-patterns', { patterns: now.length, needs: minPatterns });
    return {
      code: 'quiet-pattern',
      facts: Object.assign({ patterns: now.length }, ...now.map(factsFrom)),
      counted: [...new Set(now.flatMap(({ counted }) => counted))],
      notCounted: [],
      span: { from: Math.min(...now.map(({ span }) => span.from)), to: Math.max(...now.map(({ span }) => span.to)) },
      number: now.length,
      unit: 'patterns',
      // Only the newest: where a pattern drops out, the count changes but there is no news.
      changeKey: now.reduce((newest, one) => (one.span.to > newest.span.to ? one : newest)).changeKey,
    };
  },
});

function factsFrom({ code, facts }: Pattern): Omit<QuietPattern, 'patterns'> {
  switch (code) {
    case 'late-presentation':
      return { late: facts.late };
    case 'gone-quiet':
      return { lastSeen: facts.lastSeen };
    case 'unanswered-invitations':
      return { invitations: facts.invitations };
    case 'missed-appointments':
      return { missed: facts.missed };
    case 'medicine-not-collected':
      return { ranOut: facts.ranOut };
  }
}

function isPattern(finding: { readonly code: string }): finding is Pattern {
  return patternCodes.some((code) => code === finding.code);
}
