import type { Setting } from '../../history/history.ts';
import { codingsOf } from '../codings.ts';
import { type Fields, objects } from '../json.ts';
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
/** A code of this system says why there is none. */
const absent = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';
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
  if (way === undefined || types.some((kind) => kind.notAVisit)) return setting;
  if (setting === 'unknown') return ways[way];
  return setting === 'practice' && way === 'visit-remote' ? 'remote' : setting;
}

/** The first that is known; of several (R5) an emergency wins. */
function byClass(value: unknown): Setting {
  let coded = false;
  let found: Setting | undefined;
  for (const one of objects(value)) {
    for (const { code, system } of one.coding === undefined ? [one] : codingsOf(one)) {
      if (typeof code !== 'string' || code === '' || system === absent) continue;
      coded = true;
      const setting = settings.get(code) ?? settings.get(code.toUpperCase());
      if (setting === 'emergency') return setting;
      found ??= setting;
    }
  }
  return found ?? (coded ? 'other' : 'unknown');
}
