import type { TrustedClient } from '../cds/trusted-clients.ts';
import type { ServerOf } from './authorisation.ts';
import type { Launcher, SmartClient } from './registrations.ts';
import type { Sealer } from './sealer.ts';
import type { SmartConfiguration } from './smart-configuration.ts';

/** What the steps of a launch share. */
export interface SmartFlow {
  readonly clients: () => readonly TrustedClient[];
  /** The tenant of a client's sessions. */
  readonly tenantOf: (client: SmartClient) => string | undefined;
  /** Reads what an EHR says about its authorisation server; throws a SmartRefusal. */
  readonly describe: (launcher: Launcher) => Promise<SmartConfiguration>;
  readonly serverOf: ServerOf;
  readonly sealers: Readonly<Record<'smartLaunch' | 'smartSession', Sealer>>;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  /** Where the EHR sends the browser back to, as it was registered there. */
  readonly callback: string;
  /** Ms since 1970. */
  readonly now: () => number;
}
