import { z } from 'zod';
import type { Run } from './run.ts';

/** The base of an image, by the digest of its manifest or, where no registry was asked, by its id on this machine. */
export interface Base {
  readonly name: string;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  readonly isLocal: boolean;
}

const Labels = z.object({
  'org.opencontainers.image.base.name': z.string(),
  'org.opencontainers.image.base.digest': z.string().optional(),
  'org.secure-base.base.id': z.string().optional(),
});

/** The bill of materials of an image, in CycloneDX; only what a release looks at. */
export const Bill = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.looseObject({ component: z.looseObject({ name: z.string(), version: z.string() }) }),
  components: z.array(
    z.looseObject({
      purl: z.string(),
      hashes: z.array(z.object({ alg: z.string(), content: z.string() })).optional(),
    }),
  ),
});
export type Bill = z.infer<typeof Bill>;

/**
 * Builds an image of this name (docker/build-release.sh) and saves it to `file`.
 * @throws one line where Docker fails, or the image says of itself what can't be read
 */
export function buildImage(
  run: Run,
  image: { readonly name: string; readonly file: string; readonly localBase: boolean },
): { readonly base: Base; readonly bill: Bill } {
  run.show('docker/build-release.sh', image.name, ...(image.localBase ? ['--local-base'] : []));
  run.show('docker', 'save', '--output', image.file, image.name);
  const labels = run.read('docker', 'image', 'inspect', '--format', '{{json .Config.Labels}}', image.name);
  // Of the image and not of package-lock.json, which also lists packages for other machines.
  const bill = run.read('docker', 'run', '--rm', '--network=none', '--entrypoint=cat', image.name, '/app/sbom.json');
  return { base: baseOf(Labels.parse(JSON.parse(labels))), bill: Bill.parse(JSON.parse(bill)) };
}

function baseOf(labels: z.infer<typeof Labels>): Base {
  const name = labels['org.opencontainers.image.base.name'];
  const digest = labels['org.opencontainers.image.base.digest'];
  if (digest !== undefined) return { name, digest, isLocal: false };
  return { name, digest: labels['org.secure-base.base.id'] ?? '', isLocal: true };
}
