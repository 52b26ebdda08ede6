import { budgetFromOpenings, upperHalf } from '#src/cards/budget.ts';
import { type QuietReason, quietRules } from '#src/cards/quieting.ts';
import { type RetirementRule, retirementRules } from '#src/cards/retirement.ts';
import { readConfig } from '#src/config/config.ts';
import { table } from './table.ts';

const day = 24 * 60 * 60 * 1000;

/** What the clinician did, in words. */
const causes: Readonly<Record<QuietReason, string>> = {
  shown: 'nothing: the card was shown, and the visit is over',
  answered: 'overridden without a reason',
  other: 'overridden: `other`, or a reason that is not one of ours',
  accepted: 'accepted a suggestion',
  'not-now': 'overridden: `not-now`',
  'already-known': 'overridden: `already-known`',
  'not-right-for-this-person': 'overridden: `not-right-for-this-person`',
  'facts-wrong': 'overridden: `facts-wrong`',
  'unkind-wording': 'overridden: `unkind-wording`',
};

/** docs/quieting.md: the quieting rules, from the code that applies them. */
export function quietingPage(): string {
  const { quiet, cardsPer100, retireAbove } = readConfig({});
  const settings = new Map([
    [quiet.shown, 'QUIET_SHOWN_DAYS'],
    [quiet.notNow, 'QUIET_NOT_NOW_DAYS'],
    [quiet.notRight, 'QUIET_NOT_RIGHT_DAYS'],
    [quiet.alreadyKnown, 'QUIET_ALREADY_KNOWN_DAYS'],
  ]);
  const rows = Object.entries(quietRules).map(([cause, { everyone, always, time }]) => {
    const ms = time(quiet);
    const long = Number.isFinite(ms) ? `${ms / day} days (\`${settings.get(ms)}\`)` : 'for good';
    return `| ${causes[cause as QuietReason]} | ${everyone ? 'every clinician of the tenant' : 'this clinician'} | ${long} | ${always ? 'no' : 'yes'} |`;
  });
  return `# When a card is kept quiet

Generated from \`src/cards/quieting.ts\` and \`src/cards/retirement.ts\` by \`npm run docs\`.

Within ${(quiet.sameVisit / day) * 24} hours of its first showing (\`SAME_VISIT_HOURS\`) the same card, with the same \`uuid\`, comes back to the same clinician at every opening of the chart, until it is answered. After that:

| the clinician did | quiet for | how long | ends early when the facts change |
|-|-|-|-|
${rows.join('\n')}

- A silence applies to one person and one detection. If there are several, the longest applies.
- A no for every clinician is obeyed by what rests on it too: no missing next contact, quiet pattern, shared signature, anniversary or sentence of another card comes from a detection that is silenced so, whatever has changed since.
- The time runs from the feedback, or from the first showing of the card if the feedback claims to be older; for a card without feedback, from the end of that visit.
- *The facts change* when the finding has a different basis: a new departure, a newer episode, another clinician. A growing number is no change.
- A clinician is identified by the \`userId\` of the call and by every reference and register number that was read for the same person; one match is enough. A tenant is a client's issuer and tenant.
- *For good* means until the data is deleted: \`KEEP_DAYS\` after the card was last shown.
- While the store cannot be read, a card that this process has shown is not shown again.

## Asked once

A suggestion is not made again to anybody while it is open, or after it was done or declined. The service learns this from the record: a \`Task\` or \`Communication\` whose \`reasonCode\` is the detection (in \`https://secure-base.org/fhir/CodeSystem/detections\`), or a note of signs that is a draft or was revoked within a year; and, until the record shows it, from the feedback of anyone in the tenant who accepted it. The card is still shown, without the suggestion, and says that it was already taken up.

Two suggestions are the same if the detection, the clinician (\`focus\`, \`recipient\`) and the event are the same: a departure, a booking on its day, a next contact within its days. A suggestion may be made again if it was cancelled, failed or was entered in error, or if tasks cannot be read: being asked twice is the lesser harm. An EHR that stores the created resources should keep their \`reasonCode\`, \`focus\` and \`restriction\`.

## Budget

A clinician who has opened ${budgetFromOpenings} charts in 30 days (\`patient-view\`; one opening per person and visit) is shown at most ${cardsPer100} new cards per 100 openings (\`CARDS_PER_100_OPENINGS\`). Once that is used up, only these are still shown: ${[...upperHalf].map((code) => `\`${code}\``).join(', ')}.

## Retired

A detection that the clinicians of a tenant answer badly falls silent there by itself, for everyone and every person, by the first of these rules that its cards meet:

${retirementTable(retireAbove)}

- A card counts once, by its \`uuid\` and its latest answer. It counts in its own tenant and for the version of the detection that it was; an answer to a card that nobody was shown counts nowhere. All other answers, and none, are not counted as answered so.
- The lower bound is that of Wilson's 95 % interval of the share answered so of all cards shown. With \`RETIRE_ABOVE=0\` no rule applies, and what was retired speaks again.
- It is judged from the store, by whichever replica writes down the answer or the card that meets a rule, and holds at the next opening at every replica. While the store cannot be read, what a process last read is in force.
- Its findings are held back as \`retired\`, before another finding can be superseded by them. Nothing else rests on them, as after a no for every clinician; and a card that was shown in this visit does not come back.
- It stays so, also when the days have passed and \`KEEP_DAYS\` are over, until \`POST /admin/detections/:code/wake\`, or until a release in which its version ([detectors.md](detectors.md)) is another one: other words or another rule. Only cards first shown after that count then.
- \`GET /admin/summary\` lists what is retired where, since when and by which rule; one line is logged when it happens (\`detection-retired\`), and one when it is woken (\`detection-woken\`).
`;
}

function retirementTable(above: number): string {
  return table(
    ['rule', 'answered', 'of cards', 'is met by'],
    retirementRules.map((rule) => [
      `\`${rule.name}\``,
      rule.reasons.map((reason) => `\`${reason}\``).join(', '),
      rule.daysFrom === 'showing'
        ? `first shown in the last ${rule.days} days`
        : `answered in the last ${rule.days} days`,
      thresholdOf(rule, above),
    ]),
  );
}

function thresholdOf({ leastShown, leastAnswered, byShare }: RetirementRule, above: number): string {
  if (!byShare) return `at least ${leastAnswered} different cards`;
  return `at least ${leastShown} cards shown, and the lower bound of the share over ${above * 100} % (\`RETIRE_ABOVE\`)`;
}
