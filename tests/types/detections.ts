/**
 * What must not compile. `tsc` is the test: it fails where a line under `@ts-expect-error` is no error.
 */
import { z } from 'zod';
import { quietRules } from '#src/cards/quieting.ts';
import { languages } from '#src/cards/wording/index.ts';
import type { Wording } from '#src/cards/wording/wording.ts';
import { detector } from '#src/detectors/detector.ts';
import type { AnyFinding, Code, FactsOf } from '#src/detectors/index.ts';
import { silent } from '#src/detectors/silence.ts';

const common = {
  code: 'example',
  mark: 'Z1',
  version: 1,
  audience: { children: true, careHomes: true, hospices: true, anyStaff: false },
  lookBackMonths: 0,
  settings: z.object({ least: z.int().default(1) }),
  silences: ['too-few'],
} as const;

/** A detection sees the parts that it declares. */
export const declared = detector({
  ...common,
  needs: ['contacts'],
  uses: ['teams'],
  detect({ contacts, teams }, _opening, { least }) {
    const count = contacts.length + (teams?.length ?? 0);
    return silent('too-few', { count, needs: least });
  },
});

/** None that it does not declare, which would be read by nothing and found in no prefetch. */
export const undeclared = detector({
  ...common,
  needs: ['contacts'],
  uses: ['teams'],
  // @ts-expect-error: it declares no bookings
  detect({ bookings }) {
    return silent('too-few', { bookings: bookings.length });
  },
});

/** A part that it can do without may be missing. */
export const missing = detector({
  ...common,
  needs: ['contacts'],
  uses: ['teams'],
  detect({ teams }) {
    // @ts-expect-error: teams may not have been read
    return silent('too-few', { teams: teams.length });
  },
});

/** A part that is none. */
// @ts-expect-error: no part of a record has this name
export const unknownPart = detector({ ...common, needs: ['horoscope'], uses: [], detect: () => silent('too-few') });

/** A setting that it does not have. */
export const unknownSetting = detector({
  ...common,
  needs: ['contacts'],
  uses: [],
  // @ts-expect-error: its settings have no `most`
  detect: (_history, _opening, { most }) => silent('too-few', { most }),
});

/** A reason that it does not declare, and for which no language has words. */
export const undeclaredSilence = detector({
  ...common,
  needs: ['contacts'],
  uses: [],
  // @ts-expect-error: it declares no such reason
  detect: () => silent('too-many'),
});

/** Nothing at all: a detection says why it is silent. */
export const withoutReason = detector({
  ...common,
  needs: ['contacts'],
  uses: [],
  // @ts-expect-error: neither a finding nor a reason
  detect: () => undefined,
});

const { 'first-meeting': _words, ...otherFindings } = languages['en-GB'].findings;
const { 'first-meeting': _description, ...otherDescriptions } = languages['en-GB'].descriptions;
const { signs: _signs, ...otherTerms } = languages['en-GB'].terms;

// @ts-expect-error: a language without the words of a detection's card
export const withoutWords: Wording = { ...languages['en-GB'], findings: otherFindings };
// @ts-expect-error: a language without the description of a detection
export const withoutDescription: Wording = { ...languages['en-GB'], descriptions: otherDescriptions };
// @ts-expect-error: a language without what the signs are called
export const withoutSigns: Wording = { ...languages['en-GB'], terms: otherTerms };

// @ts-expect-error: a service shows detections that there are
export const shows: readonly Code[] = ['first-meeting', 'second-meeting'];

// @ts-expect-error: a finding has the facts of its detection, and no other's
export const facts: FactsOf['known-team'] = {} as FactsOf['first-meeting'];

/** Every finding can be told apart by its code. */
export const clinicianOf = (finding: AnyFinding) =>
  // @ts-expect-error: not every detection's facts name a clinician
  finding.facts.clinician;

const { 'not-now': _rule, ...otherRules } = quietRules;
// @ts-expect-error: an answer without a rule of how long it keeps a card quiet
export const rules: typeof quietRules = otherRules;
