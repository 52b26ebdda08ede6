import { detector } from '../detector.ts';
import { isSilent, silent } from '../silence.ts';
import { receivingCare } from './care-of-person.ts';
import { caringForSomeone } from './carer.ts';
import { parts, type Result, settings, silences } from './palliative-facts.ts';

/** H5: palliative care of the person, or a carer without a visit of the own. */
export const palliativeCare = detector({
  code: 'palliative-care',
  mark: 'H5',
  version: 1,
  audience: { children: false, careHomes: true, hospices: true, anyStaff: false },
  ...parts,
  lookBackMonths: 0,
  settings,
  silences,
  detect(history, opening, thresholds): Result {
    const own = receivingCare(history, opening, thresholds);
    const result = isSilent(own) ? ofBoth(own, caringForSomeone(history, opening, thresholds)) : own;
    return !isSilent(result) && history.safeguarding.length > 0 ? silent('safeguarding') : result;
  },
});

/** Where neither is to be spoken of, the reason of the own palliative care, if there is an entry of it. */
function ofBoth(own: Result, caring: Result): Result {
  return isSilent(own) && isSilent(caring) && own.silent !== 'nothing-found' ? own : caring;
}
