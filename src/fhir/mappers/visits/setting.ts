import type { Setting } from '../../../history/history.ts';
import { fields, type JsonObject } from '../../json.ts';
import { classSets } from '../../terminology/code-set-names.ts';
import type { CodeSets } from '../../terminology/code-sets.ts';
import { withCodesAsWords } from '../../terminology/codings.ts';
import { oncePerConcept } from '../../terminology/concepts.ts';
import { isNoVisit, type VisitKind } from '../../terminology/visit-kinds.ts';

const classes: Readonly<Record<(typeof classSets)[number], Setting>> = {
  'class-emergency': 'emergency',
  'class-not-ambulatory': 'other',
  'class-inpatient': 'inpatient',
  'class-remote': 'remote',
  'class-home': 'home',
  'class-field': 'field',
  'class-ambulatory': 'practice',
};
const ways = {
  'visit-remote': 'remote',
  'visit-home': 'home',
  'visit-emergency': 'emergency',
  'visit-hospital': 'inpatient',
} as const;

/** The setting of an encounter of these types. */
export type SettingOf = (encounter: JsonObject, types: readonly VisitKind[]) => Setting;

/**
 * Setting by `class`, made clearer by the type's words. A class that no set knows, and one that says why there is none (a
 * null flavour, a reason for absence), is a missing class: then the type decides.
 */
export function settings(codeSets: CodeSets): SettingOf {
  const classOf = oncePerConcept((given) => codeSets.meaningOf(given, classIn));
  return (encounter, types) => {
    const setting = byClass(encounter.class, classOf) ?? 'unknown';
    const way = types.find((kind) => kind.way !== undefined)?.way;
    if (way === undefined || isNoVisit(types)) return setting;
    if (setting === 'unknown') return ways[way];
    return setting === 'practice' && way === 'visit-remote' ? 'remote' : setting;
  };
}

function classIn(given: JsonObject, codeSets: CodeSets): Setting | undefined {
  const all = withCodesAsWords(given).flatMap((concept) => codeSets.setsOf(concept, classSets).slice(0, 1));
  return all.includes('class-emergency') ? 'emergency' : all[0] && classes[all[0]];
}

/** The first that is known; of several (R5) an emergency wins. */
function byClass(value: unknown, classOf: (concept: JsonObject) => Setting | undefined): Setting | undefined {
  if (!Array.isArray(value)) return classOf(conceptOf(value));
  const all = value.map((one) => classOf(conceptOf(one)));
  return all.includes('emergency') ? 'emergency' : all.find((one) => one !== undefined);
}

/** A class is a Coding, in R5 a CodeableConcept, and in old or careless records a text. */
function conceptOf(value: unknown): JsonObject {
  const given = fields(value);
  if (given === undefined) return { text: value };
  return given.coding === undefined ? { text: given.text, coding: [given] } : given;
}
