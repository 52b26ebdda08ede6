import type { AnyFinding } from '../detectors/index.ts';
import type { Clinician, ClinicianKey, Part, Person } from '../history/history.ts';
import type { Opening } from '../history/opening.ts';
import { aboutPath } from './about-path.ts';
import type { Card } from './card.ts';
import { cardTextOf } from './card-text.ts';
import { evidenceExtension, evidenceOf } from './evidence.ts';
import { overrideReasons } from './override-reasons.ts';
import { suggestionsFor } from './suggest.ts';
import { type DoneBefore, takenUp } from './suggestions/taken-up.ts';
import type { Language } from './wording/index.ts';
import type { Words } from './words.ts';

/** Everything but the finding and the person that a card needs. */
export interface Writing {
  readonly opening: Opening;
  readonly clinicians: ReadonlyMap<ClinicianKey, Clinician>;
  readonly words: Words;
  /** Base URL of this service, without a trailing slash. */
  readonly publicUrl: string;
  /** The language that the service's pages have where none is asked for. */
  readonly pagesLanguage: Language;
  /** Parts of the history that could not be read. */
  readonly unread: readonly Part[];
  /** Whether the caller accepts resources of FHIR R4. */
  readonly suggestions: boolean;
  /** Whether the card gets the evidence extension. */
  readonly evidence: boolean;
  /** Whether the card links to the thread of care; it does not if left out. */
  readonly threadLink?: boolean;
  /** What was done before about the suggestion; nothing if left out. */
  readonly before?: DoneBefore;
  /** UUIDs of the card, and of its suggestions if the card comes back. */
  readonly ids: { readonly card: string; readonly suggestions: readonly string[] };
}

const codeSystem = 'https://secure-base.org/fhir/CodeSystem';

/** Writes a finding about a person as a card. */
export function writeCard(finding: AnyFinding, person: Person, writing: Writing): Card {
  const { opening, words, publicUrl, pagesLanguage, unread, ids } = writing;
  const { code } = finding;
  const { findings, overrideReasons: reasons } = words.wording;
  // A suggestion that a colleague has taken up is not repeated; the finding is still shown.
  const taken = writing.before && takenUp(finding, opening.asOf, writing.before);
  const suggestions = writing.suggestions ? suggestionsFor(finding, person, writing, taken !== undefined) : [];
  return {
    uuid: ids.card,
    ...cardTextOf(finding, person, opening.asOf, words, taken),
    indicator: 'info',
    source: {
      label: 'Secure Base',
      url: `${publicUrl}${aboutPath(code, words.language, pagesLanguage)}`,
      topic: { system: `${codeSystem}/detections`, code, display: findings[code].topic },
    },
    ...(suggestions.length > 0 && { suggestions, selectionBehavior: suggestions.length > 1 ? 'any' : 'at-most-one' }),
    overrideReasons: overrideReasons.map((reason) => ({
      system: `${codeSystem}/override-reasons`,
      code: reason,
      display: reasons[reason],
    })),
    ...(writing.threadLink && { links: [threadLink(code, writing)] }),
    ...(writing.evidence && { extension: { [evidenceExtension]: evidenceOf(finding, unread) } }),
  };
}

/** Of the context only what the page shows first is taken; the finding itself is computed anew there. */
function threadLink(code: string, { words, publicUrl, ids }: Writing): NonNullable<Card['links']>[number] {
  return {
    label: words.wording.thread.title,
    url: `${publicUrl}/thread/launch`,
    type: 'smart',
    appContext: JSON.stringify({ v: 1, finding: code, card: ids.card }),
  };
}
