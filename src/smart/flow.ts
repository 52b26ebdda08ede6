import type { ServerOf } from './authorisation.ts';
import type { Launcher, Registrations, SmartClient } from './registrations.ts';
import type { Sealer } from './sealer.ts';
import type { HeldSession } from './session.ts';
import type { SmartConfiguration } from './smart-configuration.ts';

/** What the steps of a launch share. */
export interface SmartFlow {
  readonly registered: Registrations;
  /** The tenant of the site that was launched; undefined where no site has its base. Throws a SmartRefusal. */
  readonly siteOf: (launcher: Launcher, session: HeldSession) => Promise<string | undefined>;
  /** The tenant of a client's sessions that are of no site. */
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
