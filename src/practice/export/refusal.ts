/** Why an export is refused or ends; a closed list. */
export type RefusalReason =
  | 'client-file'
  | 'address'
  | 'authorisation'
  | 'unsupported'
  | 'kick-off'
  | 'job'
  | 'manifest'
  | 'patience'
  | 'file'
  | 'expired'
  | 'folder'
  | 'disk-full'
  | 'stopped';

/** An export that can't be made. Its message is one line for the console: no id of a person, no token, no key. */
export interface ExportRefusal extends Error {
  readonly name: 'ExportRefusal';
  readonly reason: RefusalReason;
}

/** An error with this one line. */
export function exportRefusal(reason: RefusalReason, line: string): ExportRefusal {
  return Object.assign(new Error(line), { name: 'ExportRefusal', reason } as const);
}

/** Whether an error is one of an export, whose message may be printed. */
export function isExportRefusal(error: unknown): error is ExportRefusal {
  return error instanceof Error && error.name === 'ExportRefusal';
}
