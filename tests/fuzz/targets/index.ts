import type { Target } from '../target.ts';
import { address } from './address.ts';
import { bundle } from './bundle.ts';
import { codeSetText } from './code-set-text.ts';
import { dateTime } from './date-time.ts';
import { envelope } from './envelope.ts';
import { fhirAnswers } from './fhir-answers.ts';
import { hookCall } from './hook-call.ts';
import { mappings } from './mapping.ts';
import { medicineName } from './medicine-name.ts';
import { reference } from './reference.ts';
import { siteFiles } from './site-file.ts';
import { token } from './token.ts';

/** Everything that is fuzzed. */
export const targets: readonly Target[] = [
  hookCall,
  envelope,
  bundle,
  ...mappings,
  medicineName,
  codeSetText,
  reference,
  dateTime,
  token,
  address,
  ...siteFiles,
  fhirAnswers,
];

/** The target of this name. */
export function targetNamed(name: string): Target {
  const found = targets.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no target ${name}`);
  return found;
}
