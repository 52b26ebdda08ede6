import { z } from 'zod';
import type { Detector } from '../detectors/detector.ts';
import type { Settings } from '../detectors/run.ts';
import { codeSetNames } from '../fhir/terminology/code-set-names.ts';
import { type CodeSets, loadCodeSets } from '../fhir/terminology/code-sets.ts';
import { watchFileOf } from './watched-file.ts';

type Adjustable = Pick<Detector, 'code' | 'settings'>;

/** A site's changes to the catalogue. */
export interface Site {
  /** Changed thresholds in force, by code. */
  thresholds(): Settings;
  /** Follow the latest valid file. */
  readonly codeSets: CodeSets;
  close(): void;
}

const codings = z.array(z.strictObject({ system: z.string(), code: z.string() }));
const content = z.strictObject({
  codes: codings.optional(),
  words: z.array(z.string().min(1)).optional().describe('`word`, `stem-` or `=whole text`'),
  except: codings.optional().describe('Codes that are not in the set although their category is'),
});
const codeSetChange = z.strictObject({ add: content.optional(), replace: content.optional() });

/** The schema of thresholds by detection. */
export function thresholdsSchema(detectors: readonly Adjustable[]) {
  const detections = Object.fromEntries(
    detectors.map(({ code, settings }) => [
      code,
      (settings instanceof z.ZodObject ? settings.strict() : settings).optional(),
    ]),
  ) as { [code: string]: z.ZodOptional<z.ZodType<object>> };
  return z.strictObject(detections);
}

/** The schema of the SITE_SETTINGS file, for these detections. */
export function siteSettingsSchema(detectors: readonly Adjustable[]) {
  const codeSets = Object.fromEntries(codeSetNames.map((name) => [name, codeSetChange.optional()])) as {
    [N in (typeof codeSetNames)[number]]: z.ZodOptional<typeof codeSetChange>;
  };
  return z.strictObject({
    detections: thresholdsSchema(detectors).default({}).describe('Thresholds by detection'),
    codeSets: z.strictObject(codeSets).default({}).describe('Changes of code sets by name'),
  });
}

/**
 * The site's settings from a file, read again when it changes; a broken file is reported and the old settings stay.
 * @throws one clear line if the file can't be used at the start
 */
export function createSite(
  file: string | undefined,
  detectors: readonly Adjustable[],
  report: (change: 'read' | 'broken') => void = () => {},
  pollMs = 2000,
): Site {
  const schema = siteSettingsSchema(detectors);
  const defaults = settle(schema.parse({}));
  const watched =
    file === undefined
      ? undefined
      : watchFileOf({ setting: 'SITE_SETTINGS', file, report, pollMs }, (json) => settle(parsed(json, file, schema)));
  const current = () => watched?.current() ?? defaults;
  return {
    thresholds: () => current().thresholds,
    codeSets: {
      has: (set, codeable) => current().codeSets.has(set, codeable),
      setsOf: (codeable, names) => current().codeSets.setsOf(codeable, names),
      eachOf: (codeable, names) => current().codeSets.eachOf(codeable, names),
      meaningOf: (concept, find) => current().codeSets.meaningOf(concept, find),
      forRecord: (onSpent) => current().codeSets.forRecord(onSpent),
    },
    close: () => watched?.close(),
  };
}

type SiteFile = z.output<ReturnType<typeof siteSettingsSchema>>;

function settle({ detections, codeSets }: SiteFile): { thresholds: Settings; codeSets: CodeSets } {
  const changed = Object.entries(detections).filter((entry): entry is [string, object] => entry[1] !== undefined);
  return { thresholds: new Map(changed), codeSets: loadCodeSets(codeSets) };
}

function parsed(json: unknown, file: string, schema: ReturnType<typeof siteSettingsSchema>): SiteFile {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Error(`SITE_SETTINGS: ${file}: ${issue?.path.map(String).join('.')}: ${issue?.message}`);
}
