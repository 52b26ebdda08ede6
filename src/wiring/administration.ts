import { onAdminRefusal } from '../admin/bearer.ts';
import { createLaunchedPage, type LaunchedPage } from '../admin/launched.ts';
import type { PageSources } from '../admin/page/phrases.ts';
import { createStatementReader, type ReadStatement } from '../admin/statement/read-statement.ts';
import { versionsIn } from '../cards/versions.ts';
import type { Config } from '../config/config.ts';
import { createGateway } from '../fhir/client/client.ts';
import type { Log } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import { sampleCard } from '../pages/sample-cards.ts';
import { openProtection } from '../small-numbers/open-protection.ts';
import { withoutTrailingSlash } from '../values/base-url.ts';
import type { Charts } from './charts.ts';
import type { ServiceMemory } from './memory.ts';

/** The figures for administrators, and the page by which a listed user launches them. */
export interface Administration {
  readonly read: ReadStatement;
  readonly sources: PageSources;
  readonly prefix: string;
  readonly launched: LaunchedPage;
  close(): Promise<void>;
}

/** Opens them with the settings, words and store of the charts; nothing is read before somebody asks. */
export function openAdministration(
  config: Config,
  { charts, memory, log, metrics }: AdministrationParts,
): Administration {
  const { adminUsers, keepDays, language, publicUrl, timeZone } = config;
  const { clock, words } = charts.dependencies;
  const protection = openProtection();
  const read = createStatementReader({ store: memory.store, protection, keepDays });
  const sentence = (code: string) => sampleCard(code, language)?.summary;
  const sources = { words, language, versions: versionsIn(words.wording), sentence };
  const prefix = withoutTrailingSlash(new URL(publicUrl).pathname);
  const launched = createLaunchedPage({
    ...{ users: adminUsers, codeSets: charts.codeSets, timeZone, clock, read, sources, prefix },
    gateway: createGateway(metrics.fhirRead),
    onRefused: onAdminRefusal({ log, metrics }),
  });
  return { read, sources, prefix, launched, close: protection.close };
}

interface AdministrationParts {
  readonly charts: Pick<Charts, 'dependencies' | 'codeSets'>;
  readonly memory: Pick<ServiceMemory, 'store'>;
  readonly log: Log;
  readonly metrics: Metrics;
}
