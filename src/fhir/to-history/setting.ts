import type { Setting } from '../../history/history.ts';
import { type Fields, objects, text } from '../json.ts';
import type { VisitKind } from './visit-kinds.ts';

/** v3-ActCode (R4) and the older encounter-class codes that some servers still send. */
const settings: ReadonlyMap<string, Setting> = new Map([
  ['AMB', 'practice'],
  ['VR', 'remote'],
  ['HH', 'home'],
  ['FLD', 'field'],
  ['EMER', 'emergency'],
  ['IMP', 'inpatient'],
  ['ACUTE', 'inpatient'],
  ['NONAC', 'inpatient'],
  ['AMBULATORY', 'practice'],
  ['OUTPATIENT', 'practice'],
  ['VIRTUAL', 'remote'],
  ['HOME', 'home'],
  ['FIELD', 'field'],
  ['EMERGENCY', 'emergency'],
  ['INPATIENT', 'inpatient'],
]);
const ways = {
  'visit-remote': 'remote',
  'visit-home': 'home',
  'visit-emergency': 'emergency',
  'visit-hospital': 'inpatient',
} as const;

/** Setting by `class` (a Coding; a CodeableConcept or a list of them is read too), made clearer by the type's words. */
export function settingOf(encounter: Fields, types: readonly VisitKind[]): Setting {
  const setting = byClass(encounter.class);
  const way = types.find((kind) => kind.way !== undefined)?.way;
  if (way === undefined) return setting;
  if (setting === 'unknown') return ways[way];
  return setting === 'practice' && way === 'visit-remote' ? 'remote' : setting;
}

function byClass(value: unknown): Setting {
  const codings = objects(value).flatMap((one) => (one.coding === undefined ? [one] : objects(one.coding)));
  const codes = codings.flatMap(({ code }) => text(code) ?? []);
  const known = codes.map((code) => settings.get(code.toUpperCase())).find((setting) => setting !== undefined);
  return known ?? (codes.length === 0 ? 'unknown' : 'other');
}
