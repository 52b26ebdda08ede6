import { budgetFromOpenings, type QuietReason, quietRules, upperHalf } from '#src/cards/quieting.ts';
import { readConfig } from '#src/config/config.ts';

const day = 24 * 60 * 60 * 1000;

/** What the clinician did, in words. */
const causes: Readonly<Record<QuietReason, string>> = {
  shown: 'nothing: the card was shown, and its visit is over',
  answered: 'overridden without a reason',
  other: 'overridden: `other`, or a reason that is not one of ours',
  accepted: 'accepted a suggestion',
  'not-now': 'overridden: `not-now`',
  'already-known': 'overridden: `already-known`',
  'not-right-for-this-person': 'overridden: `not-right-for-this-person`',
  'facts-wrong': 'overridden: `facts-wrong`',
  'unkind-wording': 'overridden: `unkind-wording`',
};

/** docs/quieting.md: the table by which the service keeps quiet, from the code that does so. */
export function quietingPage(): string {
  const { quiet, cardsPer100 } = readConfig({});
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

Generated from \`src/cards/quieting.ts\`; \`npm run docs\` writes it anew.

Within ${(quiet.sameVisit / day) * 24} hours of its first showing (\`SAME_VISIT_HOURS\`) the same card, with the same \`uuid\`, comes back to the same clinician at every opening of the chart, until it is answered. After that:

| the clinician did | quiet for | how long | ends early when the facts change |
|-|-|-|-|
${rows.join('\n')}

- It is always about one person and one detection. Of several silences the longest holds.
- The time runs from the answer, or, where that is said to be older than the card, from when the card was first shown; for a card that nobody answered, from the end of that visit.
- *The facts change* when what the finding rests on is another: a new departure, a newer episode, another clinician. A number that grows changes nothing.
- A clinician is known by the \`userId\` of the call and by every reference and register number of the same person that was read; one in common is enough. A tenant is a client's issuer and tenant.
- *For good* is as long as it is kept: \`KEEP_DAYS\` after the card was last shown.
- While the store can't be read, a card that this process has shown does not come back.

## Asked once

What a card suggests is suggested to nobody again while it is open, or once it is done or declined. That is known from the record: a \`Task\` or \`Communication\` whose \`reasonCode\` is the detection (of \`https://secure-base.org/fhir/CodeSystem/detections\`), a note of signs that is a draft or was revoked within a year; and, before the record shows it, from the feedback of anyone in the tenant who accepted it. The card still comes, without the suggestion, and says that this was taken up already.

It is the same matter where the detection, the clinician (\`focus\`, \`recipient\`) and the event are the same: a departure, a booking by its day, a long gap since its beginning. What was cancelled, has failed or was entered in error may be suggested again, and so it is where tasks can't be read: to be asked twice is the lesser harm. An EHR that keeps what it creates should keep its \`reasonCode\`, \`focus\` and \`restriction\`.

## Budget

A clinician who has opened ${budgetFromOpenings} charts in 30 days (\`patient-view\`; one opening for a person and visit) gets at most ${cardsPer100} new cards in 100 openings (\`CARDS_PER_100_OPENINGS\`). When that is used up only these are still shown: ${[...upperHalf].map((code) => `\`${code}\``).join(', ')}.
`;
}
