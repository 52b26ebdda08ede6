import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createSite } from '#src/config/site-settings.ts';
import { detectors } from '#src/detectors/index.ts';
import { codeSetNames } from '#src/fhir/terminology/code-set-names.ts';
import { createClientList } from '#src/wiring/clients.ts';
import { openStaffDirectory } from '#src/wiring/staff-directory.ts';
import { ecKey, issuer } from '../../support/client-tokens.ts';
import { chartCalls, everyStaffMember } from '../charts.ts';
import { mutated, mutations } from '../mutation.ts';
import type { Target } from '../target.ts';
import { damaged } from '../texts.ts';
import { detect, read } from './mapping.ts';

type Report = (change: 'read' | 'broken') => void;

/** A file of the site: what a good one holds, and what reads it. */
interface SiteFile {
  readonly setting: string;
  readonly good: unknown;
  /** Reads the file, now and whenever it changes. */
  open(file: string, report: Report): { use(): void; readAgain?(): void; close(): void };
}

/** How often a watched file is looked at. */
const pollMs = 2;

/** Records with much in them. */
const records = chartCalls
  .filter((_, n) => n % 8 === 0)
  .map(({ resources }) => read([...resources, ...everyStaffMember]));

const siteSettings: SiteFile = {
  setting: 'SITE_SETTINGS',
  good: {
    detections: Object.fromEntries(detectors.map(({ code, settings }) => [code, settings.parse({})])),
    codeSets: {
      asthma: { add: { words: ['wheez-', '=tight chest'], codes: [{ system: 'http://snomed.info/sct', code: '1' }] } },
    },
  },
  open: (file, report) => {
    const site = createSite(file, detectors, report, pollMs);
    return {
      use: () => {
        site.codeSets.setsOf({ text: 'no wheezing. tight chest' }, codeSetNames);
        for (const record of records) detect(record, site.thresholds());
      },
      close: site.close,
    };
  },
};

const staffDirectory: SiteFile = {
  setting: 'STAFF_DIRECTORY',
  good: {
    resourceType: 'Bundle',
    type: 'collection',
    entry: everyStaffMember.slice(0, 12).map((resource) => ({ resource })),
  },
  open: (file, report) => {
    const directory = openStaffDirectory(file, report, pollMs);
    return {
      use: () => detect(read([...directory.current(), { resourceType: 'Patient', id: 'p' }])),
      close: directory.close,
    };
  },
};

/** Lies beside a list of clients that names it. */
const keyFile = 'keys.json';

const trustedClients: SiteFile = {
  setting: 'TRUSTED_CLIENTS',
  good: {
    clients: [
      {
        issuer,
        jwks: { keys: [ecKey('ec').jwk] },
        algorithms: ['ES384'],
        tenants: ['a', 'b'],
        fhirServers: ['https://fhir.example.org/r4'],
        origins: ['https://pages.example.org'],
        hooks: ['patient-view'],
        allowHttp: false,
      },
      { issuer: 'https://other.example.org', jku: 'https://other.example.org/jwks.json', allowPrivateAddresses: true },
      { issuer: 'https://third.example.org', jwksFile: keyFile },
    ],
  },
  open: (file, report) => {
    const list = createClientList(file, report);
    return { use: () => assert.ok(list.current().length > 0), readAgain: list.reload, close: list.close };
  },
};

/** A file that an operator has written, read at the start, and read again when it takes the place of a good one. */
function fileTarget({ setting, good, open }: SiteFile, runs: number): Target<string> {
  const contents = mutations(2).map((changes) => JSON.stringify(mutated(good, changes)) ?? '');
  return {
    name: `file-${setting}`,
    inputs: damaged(contents),
    runs,
    reach: 0.15,
    // It is read three times, and the code sets with it.
    allowedMs: 200,
    start: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'secure-base-'));
      const file = join(folder, 'file.json');
      writeFileSync(join(folder, keyFile), JSON.stringify({ keys: [ecKey('file').jwk] }));
      let n = 0;
      return {
        try: async (content) => {
          writeFileSync(file, content);
          const accepted = openAtStart(setting, () => open(file, () => {}));
          n += 1;
          const replaced = join(folder, `replaced-${n}.json`);
          writeFileSync(replaced, JSON.stringify(good));
          const change = await replace(replaced, content, open);
          assert.equal(change, accepted ? 'read' : 'broken');
          return accepted;
        },
        stop: () => rmSync(folder, { recursive: true }),
      };
    },
  };
}

/** True where the file is taken; else the program refuses to start in one line that names the setting. */
function openAtStart(setting: string, open: () => ReturnType<SiteFile['open']>): boolean {
  try {
    const opened = open();
    opened.use();
    opened.close();
    return true;
  } catch (error) {
    assert.ok(error instanceof Error && error.constructor === Error, String(error));
    assert.match(error.message, new RegExp(`^${setting}: [^\n]+$`));
    return false;
  }
}

/** What is reported once this content has taken the place of a good one; whatever it is, there is something to use. */
async function replace(file: string, content: string, open: SiteFile['open']): Promise<'read' | 'broken' | undefined> {
  let change: 'read' | 'broken' | undefined;
  const opened = open(file, (what) => {
    change = what;
  });
  try {
    writeFileSync(file, content);
    opened.readAgain?.();
    for (let waited = 0; change === undefined && waited < 5000; waited += pollMs) {
      // A file that is written again before it was looked at for the first time has not changed since.
      utimesSync(file, waited, waited);
      await wait(pollMs);
    }
    opened.use();
    return change;
  } finally {
    opened.close();
    rmSync(file);
  }
}

/** The three files of a site. */
export const siteFiles: readonly Target[] = [
  fileTarget(siteSettings, 60),
  fileTarget(staffDirectory, 150),
  fileTarget(trustedClients, 150),
];
