import type { settings } from './settings.ts';

/** The settings that decide whether the service may start. */
export interface Setup {
  /** `others` if HOST, or the host of PUBLIC_URL, is not loopback: other machines can then reach the service. */
  readonly reachableBy: 'this machine' | 'others';
  /** PUBLIC_URL is http although its host is not loopback: tokens and records would travel in clear. */
  readonly inClear: boolean;
  readonly DEMO: boolean;
  readonly TRUSTED_CLIENTS: boolean;
  readonly OPEN_ACCESS: boolean;
  readonly FHIR_SERVERS: 'none' | 'listed' | '*';
  readonly PSEUDONYM_KEY: boolean;
}

/** A remark about a setting, as one line without secrets. */
export interface Remark {
  readonly setting: keyof typeof settings.shape;
  readonly line: string;
}

interface Rule extends Remark {
  /** The rule applies if all of these hold. */
  readonly when: Partial<Setup>;
}

/** Rules that refuse to start; the first that applies is reported. */
const refusals: readonly Rule[] = [
  { when: { inClear: true }, setting: 'PUBLIC_URL', line: 'PUBLIC_URL: must be https on a host that is not loopback' },
  {
    when: { reachableBy: 'others', DEMO: true },
    setting: 'DEMO',
    line: 'DEMO: can be on only where HOST and PUBLIC_URL are loopback; set DEMO=off',
  },
  {
    when: { DEMO: false, FHIR_SERVERS: '*' },
    setting: 'FHIR_SERVERS',
    line: 'FHIR_SERVERS: * is allowed only with DEMO=on',
  },
  ...(['listed', '*'] as const).map((servers) => ({
    when: { TRUSTED_CLIENTS: true, FHIR_SERVERS: servers },
    setting: 'TRUSTED_CLIENTS' as const,
    line: 'TRUSTED_CLIENTS: has each client’s FHIR servers; FHIR_SERVERS must not be set',
  })),
  {
    when: { TRUSTED_CLIENTS: true, OPEN_ACCESS: true },
    setting: 'OPEN_ACCESS',
    line: 'OPEN_ACCESS: can’t be set with TRUSTED_CLIENTS',
  },
  {
    when: { reachableBy: 'others', TRUSTED_CLIENTS: false, OPEN_ACCESS: false },
    setting: 'TRUSTED_CLIENTS',
    line: 'TRUSTED_CLIENTS: required where HOST or PUBLIC_URL is not loopback (or OPEN_ACCESS=true)',
  },
  {
    when: { reachableBy: 'others', PSEUDONYM_KEY: false },
    setting: 'PSEUDONYM_KEY',
    line: 'PSEUDONYM_KEY: required where HOST or PUBLIC_URL is not loopback',
  },
];

/** Warnings, each printed at every start to which it applies. */
const warnings: readonly Rule[] = [
  { when: { OPEN_ACCESS: true }, setting: 'OPEN_ACCESS', line: 'OPEN_ACCESS=true: anyone may call' },
  { when: { FHIR_SERVERS: '*' }, setting: 'FHIR_SERVERS', line: 'FHIR_SERVERS=*: any FHIR server may be called' },
  {
    when: { PSEUDONYM_KEY: false },
    setting: 'PSEUDONYM_KEY',
    line: 'PSEUDONYM_KEY is not set: a new one is made for this run',
  },
];

/** Whether the service may start with these settings, and the warnings about them. */
export function judgeStart(setup: Setup): { readonly refused?: Remark; readonly warned: readonly Remark[] } {
  const applies = ({ when }: Rule) =>
    Object.entries(when).every(([name, value]) => setup[name as keyof Setup] === value);
  const refused = refusals.find(applies);
  return refused === undefined ? { warned: warnings.filter(applies) } : { refused, warned: [] };
}
