import { IntlMessageFormat } from 'intl-messageformat';
import { languages } from '#src/cards/wording/index.ts';
import { codes, detectors, type SilenceReason } from '#src/detectors/index.ts';
import { mayBeGiven, silent } from '#src/detectors/silence.ts';
import { table } from './table.ts';

type Elements = ReturnType<IntlMessageFormat['getAst']>;

/** docs/silence.md: every reason for silence with its sentence, from the detectors and the wording. */
export function silencePage(): string {
  const { silences, explanations } = languages['en-GB'];
  const givenBy = new Map<string, string[]>();
  for (const { code, silences: reasons } of detectors)
    for (const reason of new Set(reasons)) givenBy.set(reason, [...(givenBy.get(reason) ?? []), code]);
  const rows = (Object.keys(silences) as SilenceReason[])
    .toSorted()
    .map((reason) => [`\`${reason}\``, sentence(silences[reason]), by(givenBy.get(reason) ?? [])]);
  const confidential = [...givenBy.keys()].filter((reason) => !mayBeGiven(silent(reason))).toSorted();
  return `# Why a chart shows no card

Generated from the detectors and the wording by \`npm run docs\`.

Most charts rightly show nothing. Three things tell true silence from a part that was not read:

- **An answer without cards** says in \`extension["org.secure-base.silence"]\` which parts of the record could not be read and which findings are held back ([integrate.md](integrate.md)).
- **\`npm run try -- --explain FILE…\`**, and the demonstration's panel *Why this, why nothing*, give for each detection of a hook one of: shown; held (by what, until when); silent, with the first condition that was not met and its numbers; not computed, with the part that could not be read and why; off at this site.
- **\`GET /admin/summary\`** counts by client what could not be told ([operate.md](operate.md)).

Nothing is explained that would disclose something: not \`pregnancy-loss\` and \`child-in-hospital\`, not what is held back because a record is restricted, because of safeguarding, or because a card is not for this user or this person. The reasons are looked for again on the record without its restricted and safeguarding entries, and only one that holds there is given; a detection that is silent for such an entry alone is left out. These reasons are never given: ${confidential.map((one) => `\`${one}\``).join(', ')}.

## What was not read, and why

${table(
  ['part', 'in words'],
  Object.entries(explanations.parts).map(([part, words]) => [`\`${part}\``, words]),
)}

${table(
  ['why', 'in words'],
  Object.entries(explanations.unread).map(([why, words]) => [`\`${why}\``, words]),
)}

## Reasons for silence

The first condition that was not met, in the order in which a detection asks them; ‹names› stand for numbers and days.

${table(['reason', 'sentence', 'given by'], rows)}
`;
}

function by(some: readonly string[]): string {
  if (some.length === 0) return 'any';
  return codes
    .filter((code) => some.includes(code))
    .map((code) => `\`${code}\``)
    .join(', ');
}

/** A message with the names of its arguments in the place of values. */
function sentence(message: string): string {
  return read(new IntlMessageFormat(message, 'en-GB', undefined, { ignoreTag: true }).getAst());
}

function read(elements: Elements, counted = ''): string {
  return elements
    .map((element): string => {
      if ('options' in element) return read(element.options.other?.value ?? [], element.value);
      if (!('value' in element)) return `‹${counted}›`;
      return element.type === literal ? element.value : `‹${element.value}›`;
    })
    .join('');
}

const literal = 0;
