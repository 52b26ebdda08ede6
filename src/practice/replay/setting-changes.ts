import { nearest } from '../../config/nearest.ts';
import { detectors } from '../../detectors/index.ts';
import type { Settings } from '../../detectors/run.ts';

/** One setting of a detection, changed. */
export interface SettingChange {
  readonly code: string;
  readonly name: string;
  readonly value: unknown;
}

/** Reads `many-contacts.minClinicians=4`; a text is one line about what can't be used. */
export function parseChange(text: string): SettingChange | string {
  const [, code = '', name = '', raw = ''] = /^([^.=]+)\.([^.=]+)=(.+)$/.exec(text) ?? [];
  if (code === '') return `${text}: must be code.name=value, for example many-contacts.minClinicians=4`;
  const known = detectors.find((one) => one.code === code);
  if (known === undefined) {
    const meant = nearest(
      code,
      detectors.map((one) => one.code),
    );
    return `${text}: there is no detection ${code}${meant === undefined ? '' : `; ${meant}?`}`;
  }
  const change = { code, name, value: typed(raw) };
  const names = Object.keys(known.settings.parse({}));
  if (!names.includes(name)) return `${text}: ${code} has no setting ${name}; it has ${names.join(', ') || 'none'}`;
  const parsed = known.settings.safeParse({ [name]: change.value });
  return parsed.success ? change : `${text}: ${parsed.error.issues[0]?.message ?? 'is not allowed'}`;
}

/** The thresholds in force, with the changes. */
export function changed(thresholds: Settings, changes: readonly SettingChange[]): Settings {
  const byCode = Map.groupBy(changes, ({ code }) => code);
  const own = detectors.flatMap(({ code, settings }) => {
    const ofCode = byCode.get(code);
    if (ofCode === undefined) return [];
    const values = Object.fromEntries(ofCode.map(({ name, value }) => [name, value]));
    return [[code, settings.parse({ ...thresholds.get(code), ...values })] as const];
  });
  return new Map([...thresholds, ...own]);
}

/** A number, true, false or a list as in JSON; anything else is text. */
function typed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}
