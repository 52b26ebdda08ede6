import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes';

/** A request that the FHIR endpoint refuses; its text names parameters and never their values. */
export class Refusal extends Error {
  readonly status: 400 | 404 | 406;
  readonly code: OperationOutcomeIssue['code'];

  constructor(status: Refusal['status'], code: Refusal['code'], text: string) {
    super(text);
    this.status = status;
    this.code = code;
  }

  outcome(): OperationOutcome {
    const issue = { severity: 'error', code: this.code, details: { text: this.message } } as const;
    return { resourceType: 'OperationOutcome', issue: [issue] };
  }
}
