import { fields } from '../json.ts';

/**
 * Codes that say that the server left something out, whatever severity it gives them: what it could not finish, and what
 * this caller may not see (https://hl7.org/fhir/R4/valueset-issue-type.html).
 */
const leavesOut: readonly unknown[] = [
  'incomplete',
  'too-costly',
  'throttled',
  'suppressed',
  'timeout',
  'transient',
  'exception',
  'lock-error',
  'no-store',
  'security',
  'forbidden',
];

/** Severities of what did no harm; R5 has the last. */
const harmless: readonly unknown[] = ['information', 'warning', 'success'];

/** Whether an OperationOutcome in an answer's entries is only a remark, as Epic's is in each search. */
export function isHint(outcome: object): boolean {
  const { issue } = fields(outcome) ?? {};
  if (!Array.isArray(issue) || issue.length === 0) return false;
  return issue.every((one: unknown) => {
    const { severity, code } = fields(one) ?? {};
    return harmless.includes(severity) && !leavesOut.includes(code);
  });
}
