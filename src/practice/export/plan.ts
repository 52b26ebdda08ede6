import type { Addresses } from './addresses.ts';
import type { Manifest } from './manifest.ts';
import { exportRefusal } from './refusal.ts';

/** A file of the export: where it is, and what it will be called. */
export interface PlannedFile {
  readonly kind: 'output' | 'deleted' | 'outcome';
  /** Its path in the folder, made of a type and a number and of nothing else. */
  readonly name: string;
  readonly url: string;
  readonly type: string | undefined;
  /** Rows that the server says it has. */
  readonly count: number | undefined;
  readonly withToken: boolean;
  readonly expiresAt: number | undefined;
  /** Of output that is organised by patient: the file that the last patient of this one continues in. */
  readonly continuesIn: string | undefined;
}

/** All that is to be fetched. */
export interface Plan {
  /** The earliest of all parts: what changed after it comes with the next export. */
  readonly transactionTime: string;
  readonly organisedBy: string | undefined;
  readonly files: readonly PlannedFile[];
  /** Files of types that nobody asked for, which are not fetched. */
  readonly leftOut: number;
}

interface Found extends Omit<PlannedFile, 'name' | 'continuesIn'> {
  readonly continuesInUrl: string | undefined;
}

/**
 * Names each file once, in the manifest's order. No name has anything of an address in it (CWE-22).
 * @param wanted types that are fetched; files without a type are fetched too
 * @throws ExportRefusal where an address may not be called, or there are more files than `max`
 */
export function planFiles(
  parts: readonly Manifest[],
  wanted: readonly string[],
  { addresses, max }: { readonly addresses: Addresses; readonly max: number },
): Plan {
  const found = new Map<string, Found>();
  let leftOut = 0;
  for (const part of parts) {
    for (const one of filesOf(part, addresses)) {
      const isWanted = one.kind !== 'output' || one.type === undefined || wanted.includes(one.type);
      if (isWanted) found.set(`${one.kind} ${one.url}`, one);
      else leftOut += 1;
    }
    if (found.size + leftOut > max) throw exportRefusal('manifest', `the manifest names more than ${max} files`);
  }
  const times = parts.map(({ transactionTime }) => transactionTime);
  return {
    transactionTime: times.reduce((a, b) => (Date.parse(b) < Date.parse(a) ? b : a)),
    organisedBy: parts.find(({ outputOrganizedBy }) => outputOrganizedBy !== undefined)?.outputOrganizedBy,
    files: named([...found.values()]),
    leftOut,
  };
}

function filesOf(part: Manifest, addresses: Addresses): readonly Found[] {
  const kinds = [
    ['output', part.output],
    ['deleted', part.deleted],
    ['outcome', [...part.error, ...part.outcome]],
  ] as const;
  return kinds.flatMap(([kind, files]) =>
    files.map(({ type, url, count, continuesInFile }) => ({
      kind,
      type,
      count,
      url: addresses.check(url, part.from).href,
      withToken: part.requiresAccessToken,
      expiresAt: part.expiresAt,
      continuesInUrl: continuesInFile === undefined ? undefined : URL.parse(continuesInFile, part.from.href)?.href,
    })),
  );
}

function named(found: readonly Found[]): readonly PlannedFile[] {
  const numbers = new Map<string, number>();
  const names = new Map<string, string>();
  for (const { kind, type, url } of found) {
    const stem = stemOf(kind, type);
    const number = (numbers.get(stem) ?? 0) + 1;
    numbers.set(stem, number);
    names.set(`${kind} ${url}`, `${stem}.${String(number).padStart(3, '0')}.ndjson`);
  }
  return found.map(({ continuesInUrl, ...file }) => ({
    ...file,
    name: names.get(`${file.kind} ${file.url}`) ?? '',
    continuesIn: names.get(`output ${continuesInUrl}`),
  }));
}

/** Of output a type is one of those that were asked for, which are our own words. */
function stemOf(kind: PlannedFile['kind'], type: string | undefined): string {
  if (kind === 'deleted') return 'deleted/Bundle';
  return kind === 'outcome' ? 'outcomes/OperationOutcome' : (type ?? 'Resources');
}
