/** A number in a register: a national one by its short name (`gmc`, `sds`, …), any other by its address. */
export interface RegisteredNumber {
  readonly register: string;
  readonly number: string;
}

/** One record of a clinician in some system. */
export interface IdentityRecord {
  readonly reference: string;
  readonly numbers: readonly RegisteredNumber[];
  readonly family: string | undefined;
}

/** Registers whose numbers belong to one person for life, most reliable first. */
export const national = ['gmc', 'sds', 'nmc', 'gphc', 'hcpc', 'hpii', 'npi'];
/** A prescriber's number, under which locums and nurses may also prescribe. */
export const prescriberRegister = 'gmp';

export function numberKey({ register, number }: RegisteredNumber): string {
  return `${register}|${number}`;
}

export function registerOf(key: string): string {
  return key.slice(0, key.indexOf('|'));
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
