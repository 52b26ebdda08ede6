import { randomUUID } from 'node:crypto';
import type { Checksum } from './checksums.ts';
import type { Base, Bill } from './image.ts';
import type { Source } from './source.ts';

/** What is known of a release that was made. */
export interface Made {
  readonly source: Source;
  /** The files of the release. */
  readonly files: readonly Checksum[];
  readonly lockFile: Checksum;
  readonly base: Base;
  readonly bill: Bill;
  /** Whether `npm run check` passed. */
  readonly checked: boolean;
  readonly startedOn: Date;
  readonly finishedOn: Date;
  /** Versions of the programs that made it, by name. */
  readonly programs: Readonly<Record<string, string>>;
}

const subjectOf = ({ name, sha256 }: Checksum) => ({ name, digest: { sha256 } });

/**
 * Where a release comes from: an in-toto statement (https://in-toto.io/Statement/v1) with SLSA provenance
 * (https://slsa.dev/spec/v1.0/provenance) about its files.
 */
export function provenanceOf(made: Made): object {
  const { source, base, checked } = made;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: made.files.map(subjectOf),
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'https://secure-base.org/release/v1',
        externalParameters: { version: source.version, localBase: base.isLocal },
        internalParameters: { checked },
        resolvedDependencies: [
          // Without its address: one of a private repository may hold a password.
          { name: 'source', digest: { gitCommit: source.commit } },
          subjectOf(made.lockFile),
          describeBase(base),
          ...made.bill.components.flatMap(describePackage),
        ],
      },
      runDetails: {
        builder: { id: 'https://secure-base.org/release/own-machine', version: made.programs },
        metadata: {
          invocationId: randomUUID(),
          startedOn: made.startedOn.toISOString(),
          finishedOn: made.finishedOn.toISOString(),
        },
      },
    },
  };
}

function describeBase({ name, digest, isLocal }: Base): object {
  const sha256 = digest.replace(/^sha256:/, '');
  return {
    name,
    digest: { sha256 },
    ...(isLocal && { annotations: { digestOf: 'the image as this machine has it' } }),
  };
}

/** A package by its purl (https://github.com/package-url/purl-spec); none where the bill has no hash of it. */
function describePackage({ purl, hashes = [] }: Bill['components'][number]): readonly object[] {
  const sha512 = hashes.find(({ alg }) => alg === 'SHA-512')?.content;
  return sha512 === undefined ? [] : [{ uri: purl, digest: { sha512 } }];
}
