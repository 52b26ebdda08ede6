/** The measures of which reports are written: `Measure-<id>.json` in fhir-profiles/. */
export const measureIds = [
  'slicc',
  'opr',
  'upc',
  'upc-40',
  'upc-70',
  'seen-after-departure',
  'same-gp-after-departure',
] as const;
export type MeasureId = (typeof measureIds)[number];
