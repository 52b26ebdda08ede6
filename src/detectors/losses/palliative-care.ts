import { detector } from '../detector.ts';
import { receivingCare } from './care-of-person.ts';
import { caringForSomeone } from './carer.ts';
import { parts, type Result, settings } from './palliative-facts.ts';

/** H5: palliative care of the person, or a carer without a visit of the own. */
export const palliativeCare = detector({
  code: 'palliative-care',
  mark: 'H5',
  version: 1,
  audience: { children: false, careHomes: true, hospices: true, anyStaff: false },
  ...parts,
  lookBackMonths: 0,
  settings,
  detect(history, opening, thresholds): Result | undefined {
    if (history.safeguarding.length > 0) return undefined;
    return receivingCare(history, opening, thresholds) ?? caringForSomeone(history, opening, thresholds);
  },
});
