import { z } from 'zod';
import { countIssues, type IssueCounts } from './outcome.ts';
import type { RawManifest } from './poll.ts';
import { exportRefusal } from './refusal.ts';
import { instantOf } from './retry-after.ts';

const maxUrl = 8192;
const file = z.object({
  type: z.string().max(64).optional(),
  url: z.string().min(1).max(maxUrl),
  count: z.number().int().nonnegative().optional(),
  continuesInFile: z.string().max(maxUrl).optional(),
});
const files = z.array(file).default([]);

/**
 * Manifests of Bulk Data Access 1.0 to 4.0 ballot: `error` became `outcome`, files organised by patient have no type, and
 * parts of a manifest follow one another by `link`.
 */
const manifestSchema = z.object({
  transactionTime: z.iso.datetime({ offset: true }),
  requiresAccessToken: z.boolean().default(false),
  outputOrganizedBy: z.string().max(64).optional(),
  output: files,
  deleted: files,
  error: files,
  outcome: files,
  link: z.array(z.object({ relation: z.string(), url: z.string().min(1).max(maxUrl) })).default([]),
});

/** A manifest, or a part of one. */
export type Manifest = z.output<typeof manifestSchema> & {
  /** Where the part was read. */
  readonly from: URL;
  /** When its files cease to be there, in milliseconds since 1970. */
  readonly expiresAt: number | undefined;
};

/** @throws ExportRefusal that names the first element which does not fit */
export function parseManifest({ json, url, expires }: RawManifest): Manifest {
  const { data, error } = manifestSchema.safeParse(json);
  if (data !== undefined) return { ...data, from: new URL(url), expiresAt: instantOf(expires) };
  const counts: IssueCounts = new Map();
  countIssues(json, counts);
  const [issue] = error?.issues ?? [];
  // A server may answer 200 with what went wrong.
  const what =
    counts.size > 0 ? [...counts.keys()].join(', ') : `${issue?.path.map(String).join('.')}: ${issue?.message}`;
  throw exportRefusal('manifest', `the FHIR server gives no manifest that can be read: ${what}`);
}

/**
 * All parts of a manifest, in their order.
 * @param fetchPart reads the part at an address
 * @throws ExportRefusal where they lead in a circle, or there are more than `max`
 */
export async function allParts(
  first: Manifest,
  fetchPart: (address: string) => Promise<Manifest>,
  max: number,
): Promise<readonly Manifest[]> {
  const parts = [first];
  const followed = new Set([first.from.href]);
  for (let next = nextOf(first); next !== undefined; ) {
    if (followed.has(next) || parts.length >= max)
      throw exportRefusal('manifest', 'the parts of the manifest lead in a circle, or there are too many');
    followed.add(next);
    const part = await fetchPart(next);
    parts.push(part);
    next = nextOf(part);
  }
  return parts;
}

function nextOf({ link, from }: Manifest): string | undefined {
  const url = link.find(({ relation }) => relation === 'next')?.url;
  return url === undefined ? undefined : (URL.parse(url, from.href)?.href ?? url);
}
