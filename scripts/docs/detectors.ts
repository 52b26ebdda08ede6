import { z } from 'zod';
import { versionsIn } from '#src/cards/versions.ts';
import { mostWords } from '#src/cards/word-count.ts';
import { languages } from '#src/cards/wording/index.ts';
import { detectors, type OwnPageCode, ownPageDetections } from '#src/detectors/index.ts';
import { sourcesOf } from '#src/fhir/read/searches.ts';
import { exclusionReasons } from '#src/history/exclusion.ts';
import { exampleCard, reading } from './example-card.ts';
import { table } from './table.ts';

const versions = versionsIn(languages['en-GB']);
const byMark = detectors.toSorted((a, b) => (a.mark < b.mark ? -1 : 1));

/** docs/detectors.md, from the detectors' own descriptions. */
export function detectorsPage(): string {
  return `# The detections

Generated from \`src/detectors/\` by \`npm run docs\`. A running service shows the same at \`/detections\`, with its
current thresholds. Marks such as A1 are the catalogue's. A version is that of the rule and, after the point, a digest of the
words: with another one a detection that clinicians answered badly is [shown again](quieting.md#retired).

${byMark.map(section).join('\n')}
${ownPageDetections.map(sectionOfOwnPage).join('\n')}
## How long a card takes to read

The words of the cards above, without the line of what was counted and without quotations, and the seconds at 240 words a
minute. No card has more than ${mostWords} words, whatever its facts.

${table(['', 'headline', 'seconds', 'card', 'seconds'], byMark.map(readingRow))}

## Why a contact is not counted

The codes of \`notCounted[].reason\` in a card's evidence.

${table(
  ['code', 'meaning'],
  Object.entries(exclusionReasons).map(([code, meaning]) => [`\`${code}\``, meaning]),
)}
`;
}

function section({ code, mark, offByDefault, needs, uses, lookBackMonths, settings }: (typeof byMark)[number]): string {
  const about = languages['en-GB'].descriptions[code];
  const { properties = {} } = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' });
  const rows = Object.entries(properties).map(([name, property]) => {
    const { description = '', default: standard } = typeof property === 'object' ? property : {};
    return [`\`${name}\``, standard === undefined ? 'not set' : JSON.stringify(standard), description];
  });
  return `## ${mark} ${about.title}

\`${code}\`, version ${versions.get(code)}, ${offByDefault ? 'off' : 'on'} by default. ${about.looksFor}

**Evidence.** ${about.evidence} Grade: ${about.grade}.

**Does not fire on**

${about.notOn.map((line) => `- ${line}`).join('\n')}

**What may help.** ${about.act}

**As a card** (fictional names)

${exampleCard(code)}

**Reads.** Needs ${list(needs)}${uses.length > 0 ? `; uses ${list(uses)} if it can be read` : ''}. From: ${fhirOf([...needs, ...uses])}. Silent for people
observable for less than ${lookBackMonths} months.

${table(['setting', 'default', 'meaning'], rows)}
`;
}

function readingRow({ code, mark }: (typeof byMark)[number]): string[] {
  const { headline, headlineSeconds, card, cardSeconds } = reading(code, 'en-GB');
  return [`${mark} \`${code}\``, ...[headline, headlineSeconds, card, cardSeconds].map(String)];
}

/** A line of the user's own page has no card, and reads nothing for one. */
function sectionOfOwnPage({ code, mark }: { readonly code: OwnPageCode; readonly mark: string }): string {
  const about = languages['en-GB'].descriptions[code];
  return `## ${mark} ${about.title}

\`${code}\`, off by default; never a card. ${about.looksFor}

**Evidence.** ${about.evidence} Grade: ${about.grade}.

**Does not fire on**

${about.notOn.map((line) => `- ${line}`).join('\n')}

**What may help.** ${about.act}
`;
}

function list(parts: readonly string[]): string {
  return parts.map((part) => `\`${part}\``).join(', ');
}

function fhirOf(parts: Parameters<typeof sourcesOf>[0]): string {
  const staff = parts.includes('roles') ? ['PractitionerRole', 'Practitioner', 'Organization'] : ['Practitioner'];
  return [...sourcesOf(parts).map(({ type }) => type), ...staff].join(', ');
}
