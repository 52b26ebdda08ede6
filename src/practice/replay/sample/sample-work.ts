import { isCandidate } from '../../../cards/choose.ts';
import { type Words, wordsIn } from '../../../cards/words.ts';
import { writeCard } from '../../../cards/write.ts';
import type { Code } from '../../../detectors/index.ts';
import type { Day } from '../../../history/calendar.ts';
import type { ClinicianKey, Part } from '../../../history/history.ts';
import type { ExportedPerson } from '../../people/exported-person.ts';
import type { WorkSite } from '../../work.ts';
import { chartFindings, replayParts } from '../chart-findings.ts';
import { chartAt, type ReplayedChart } from '../opened-chart.ts';
import { openingsFinder } from '../openings.ts';
import type { ReplayOptions } from '../options.ts';
import { replayPseudonyms } from '../pseudonyms.ts';
import type { WantedOpening } from './draw-sample.ts';

/** What the second pass looks for. */
export interface SampleOptions extends ReplayOptions {
  readonly wanted: readonly WantedOpening[];
}

/** A card to judge, with its words: clinical text, which goes nowhere but into the sample's files. */
export interface SampledCard {
  readonly code: Code;
  /** Its place among those drawn of its detection. */
  readonly place: number;
  readonly day: Day;
  /** `Patient/<id>`, to find the chart. */
  readonly person: string;
  readonly clinician: ClinicianKey;
  readonly summary: string;
  readonly detail: string;
  /** References of what it rests on. */
  readonly evidence: readonly string[];
}

/** What a second pass does with each wanted person. */
export interface SampleWork {
  readonly parts: readonly Part[];
  readonly needsConsultingDays: boolean;
  /** Whether any card of this person (`Patient/<id>`) was drawn: all others need not even be parsed. */
  isWanted(options: SampleOptions, site: Pick<WorkSite, 'config'>): (reference: string) => boolean;
  begin(options: SampleOptions, site: WorkSite): (person: ExportedPerson) => readonly SampledCard[];
}

/** Writes the words of the cards that were drawn. */
export const sampleWork: SampleWork = {
  parts: replayParts,
  needsConsultingDays: true,
  isWanted: ({ wanted }, { config }) => {
    const pseudonyms = replayPseudonyms(config);
    const patients = new Set(wanted.map(({ patient }) => patient));
    return (reference) => patients.has(pseudonyms.patient(reference));
  },
  begin: (options, site) => {
    const { config, thresholds } = site;
    const pseudonyms = replayPseudonyms(config);
    const byPatient = Map.groupBy(options.wanted, ({ patient }) => patient);
    const openingsOf = openingsFinder(options, config);
    const find = chartFindings(config, thresholds, pseudonyms);
    const words = wordsIn(config.language);
    return (person) => {
      const wanted = byPatient.get(pseudonyms.patient(person.reference)) ?? [];
      if (wanted.length === 0) return [];
      const { openings } = openingsOf(person);
      return wanted.flatMap(({ clinician, time, cards }) => {
        const opened = openings.find((one) => one.now === time && one.clinician === clinician);
        if (opened === undefined) return [];
        const chart = chartAt(person, opened);
        const candidates = find(chart).judged.filter(isCandidate);
        return cards.flatMap(({ code, place }) => {
          const candidate = candidates.find((one) => one.code === code);
          const card = candidate && write(candidate.finding, chart, words, config.publicUrl);
          return card === undefined ? [] : [{ code, place, day: opened.day, clinician, ...card }];
        });
      });
    };
  },
};

function write(
  finding: Parameters<typeof writeCard>[0],
  { reading, opening }: ReplayedChart,
  words: Words,
  publicUrl: string,
): Pick<SampledCard, 'person' | 'summary' | 'detail' | 'evidence'> | undefined {
  const { person, clinicians, followUps } = reading;
  if (!person.known) return undefined;
  const { summary, detail } = writeCard(finding, person.value, {
    opening,
    clinicians: clinicians.known ? clinicians.value : new Map(),
    words,
    publicUrl,
    pagesLanguage: words.language,
    unread: [],
    suggestions: false,
    evidence: false,
    before: { followUps: followUps.known ? followUps.value : [], accepted: false },
    ids: { card: '', suggestions: [] },
  });
  return { person: person.value.reference, summary, detail, evidence: finding.counted };
}
