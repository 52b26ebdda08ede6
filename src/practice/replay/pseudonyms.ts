import type { Config } from '../../config/config.ts';
import { createPseudonyms, type Pseudonym } from '../../memory/pseudonyms.ts';

/** Pseudonyms of patients and of what findings rest on; they join counts, and are written to no file of a replay. */
export interface ReplayPseudonyms {
  patient(reference: string): Pseudonym;
  material(reference: string, code: string, changeKey: string): Pseudonym;
}

/** Of 256 bits: enough that two of a whole country's people don't meet. */
const patientLength = 24;
const materialLength = 12;
const noKey = Buffer.from('secure-base: a replay without a key');

/** Under the site's key where there is one; else they are plain hashes, which hide an id from no one who has it. */
export function replayPseudonyms({ pseudonymKey = noKey }: Pick<Config, 'pseudonymKey'>): ReplayPseudonyms {
  const pseudonyms = createPseudonyms(pseudonymKey);
  // One person is found the same at most of their openings.
  let latest = { reference: '', materials: new Map<string, Pseudonym>() };
  return {
    patient: (reference) => pseudonyms.patient('replay', reference).slice(0, patientLength),
    material: (reference, code, changeKey) => {
      if (latest.reference !== reference) latest = { reference, materials: new Map() };
      const key = `${code} ${changeKey}`;
      const material =
        latest.materials.get(key) ?? pseudonyms.material('replay', reference, code, changeKey).slice(0, materialLength);
      latest.materials.set(key, material);
      return material;
    },
  };
}
