import { readConfig } from '#src/config/config.ts';
import { judgeStart, type Setup } from '#src/config/start-policy.ts';
import { table } from './table.ts';

/** Whether the service starts, for every combination of the access settings: two Markdown tables. */
export function startTables(): string {
  const reach = Object.entries(hosts).map(([name, HOST]) => [
    name,
    ...Object.values(urls).map((PUBLIC_URL) => reachedBy({ HOST, PUBLIC_URL })),
  ]);
  const names = Object.keys(choices).map((name) => (name === 'reachableBy' ? 'reached by' : `\`${name}\``));
  return `${table(['`HOST`', ...Object.keys(urls).map((name) => `\`PUBLIC_URL\` ${name}`)], reach)}

${table([...names, 'the service'], decisions(Object.keys(choices) as Choice[], {}))}`;
}

const hosts = { loopback: '127.0.0.1', '`0.0.0.0` or `::`': '0.0.0.0', 'any other': '10.0.0.1' };
const urls = {
  'not set': '',
  loopback: 'http://localhost',
  'https elsewhere': 'https://cds.example.org',
  'http elsewhere': 'http://cds.example.org',
};

function reachedBy(address: Record<'HOST' | 'PUBLIC_URL', string>): string {
  const starts = (more: Record<string, string>) => {
    try {
      return readConfig({ ...address, ...more }) !== undefined;
    } catch {
      return false;
    }
  };
  if (starts({})) return 'this machine';
  return starts({ OPEN_ACCESS: 'true', PSEUDONYM_KEY: '0123456789abcdef'.repeat(4) })
    ? 'others'
    : 'refuses: `PUBLIC_URL`';
}

/** The values of each setting, with their labels. */
const choices = {
  reachableBy: { others: 'others', 'this machine': 'this machine' },
  DEMO: { on: true, off: false },
  TRUSTED_CLIENTS: { set: true, 'not set': false },
  FHIR_SERVERS: { '`*`': '*', listed: 'listed', 'not set': 'none' },
  OPEN_ACCESS: { true: true, false: false },
  PSEUDONYM_KEY: { set: true, 'not set': false },
} as const;
type Choice = keyof typeof choices;

/** One row per distinct case: values that lead to the same rows are merged, and an empty cell means any value. */
function decisions([name, ...rest]: readonly Choice[], setup: Partial<Setup>): string[][] {
  if (name === undefined) return [[verdictOf({ inClear: false, ...setup } as Setup)]];
  const values = Object.entries(choices[name]);
  const groups = Map.groupBy(values, ([, value]) => JSON.stringify(decisions(rest, { ...setup, [name]: value })));
  return [...groups].flatMap(([rows, members]) => {
    const cell = members.length === values.length ? '' : members.map(([called]) => called).join(' or ');
    return (JSON.parse(rows) as string[][]).map((row) => [cell, ...row]);
  });
}

function verdictOf(setup: Setup): string {
  const { refused, warned } = judgeStart(setup);
  if (refused !== undefined) return `refuses: \`${refused.setting}\``;
  const settings = warned.map(({ setting }) => `\`${setting}\``);
  return settings.length === 0 ? 'starts' : `starts; warns: ${settings.join(', ')}`;
}
