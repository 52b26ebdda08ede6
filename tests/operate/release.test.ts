import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  baseDigest,
  bill,
  changelog,
  createReleaseRepository,
  localBaseId,
  packageFile,
  type ReleaseRepository,
} from './release-repository.ts';

let repository: ReleaseRepository;
beforeEach(() => {
  repository = createReleaseRepository();
});
afterEach(() => repository.remove());

const released = (file = '') => join(repository.folder, 'release/1.2.3', file);
const provenanceOf = () => Provenance.parse(JSON.parse(readFileSync(released(provenanceFile), 'utf8')));
const provenanceFile = 'secure-base-1.2.3.provenance.json';

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
const Digest = z.strictObject({
  sha256: hex(64).optional(),
  sha512: hex(128).optional(),
  gitCommit: hex(40).optional(),
});
/** https://github.com/in-toto/attestation/blob/main/spec/v1/resource_descriptor.md */
const Resource = z.strictObject({
  name: z.string().optional(),
  uri: z.string().regex(/^\w+:/).optional(),
  digest: Digest.refine((digest) => Object.keys(digest).length > 0),
  annotations: z.record(z.string(), z.unknown()).optional(),
});
/** https://in-toto.io/Statement/v1 with https://slsa.dev/spec/v1.0/provenance, of which nothing else may be in it. */
const Provenance = z.strictObject({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z.array(Resource.extend({ name: z.string(), digest: z.strictObject({ sha256: hex(64) }) })).min(1),
  predicateType: z.literal('https://slsa.dev/provenance/v1'),
  predicate: z.strictObject({
    buildDefinition: z.strictObject({
      buildType: z.url(),
      externalParameters: z.strictObject({ version: z.string(), localBase: z.boolean() }),
      internalParameters: z.strictObject({ checked: z.boolean() }),
      resolvedDependencies: z.array(Resource),
    }),
    runDetails: z.strictObject({
      builder: z.strictObject({ id: z.url(), version: z.record(z.string(), z.string()) }),
      metadata: z.strictObject({ invocationId: z.string(), startedOn: z.iso.datetime(), finishedOn: z.iso.datetime() }),
    }),
  }),
});

describe('npm run release', () => {
  test('checks, builds, and leaves the image, its bill of materials, provenance and checksums', () => {
    const { code, output } = repository.release();
    expect([code, output]).toEqual([0, expect.stringContaining('all was checked')]);
    expect(output.trim().split('\n').at(-1)).toBe('release/1.2.3 is made');
    const files = [
      'secure-base-1.2.3-safety-file.pdf',
      'secure-base-1.2.3.cdx.json',
      provenanceFile,
      'secure-base-1.2.3.tar',
    ];
    expect(readdirSync(released()).toSorted()).toEqual(['SHA256SUMS', ...files]);
    expect(readdirSync(join(repository.folder, 'release'))).toEqual(['1.2.3']);
    expect(repository.git('status', '--porcelain')).toBe('');
    for (const file of ['', ...files]) expect(statSync(released(file)).mode & 0o044).toBe(0o044);
    const verified = execFileSync('sh', ['-c', 'sha256sum -c SHA256SUMS'], { cwd: released(), encoding: 'utf8' });
    expect(verified).toBe(files.map((file) => `${file}: OK\n`).join(''));
    expect(JSON.parse(readFileSync(released('secure-base-1.2.3.cdx.json'), 'utf8'))).toEqual({
      ...bill,
      metadata: { component: { ...bill.metadata.component, name: 'secure-base' } },
    });
  });

  test('the image has the version and the commit', () => {
    expect(repository.release().code).toBe(0);
    const commit = repository.git('rev-parse', 'HEAD');
    expect(repository.dockerCalls().find(([command]) => command === 'build')).toEqual(
      expect.arrayContaining([
        'secure-base:1.2.3',
        `REVISION=${commit}`,
        'org.opencontainers.image.version=1.2.3',
        `org.opencontainers.image.revision=${commit}`,
      ]),
    );
  });

  test('the provenance names commit, base image, lock file and packages, each by digest', () => {
    expect(repository.release().code).toBe(0);
    const { subject, predicate } = provenanceOf();
    const { externalParameters, internalParameters, resolvedDependencies } = predicate.buildDefinition;
    expect(subject.map(({ name }) => name)).toEqual([
      'secure-base-1.2.3-safety-file.pdf',
      'secure-base-1.2.3.cdx.json',
      'secure-base-1.2.3.tar',
    ]);
    expect(readFileSync(released('SHA256SUMS'), 'utf8')).toContain(
      `${subject[2]?.digest.sha256}  secure-base-1.2.3.tar\n`,
    );
    expect([externalParameters, internalParameters]).toEqual([
      { version: '1.2.3', localBase: false },
      { checked: true },
    ]);
    expect(resolvedDependencies).toMatchObject([
      { name: 'source', digest: { gitCommit: repository.git('rev-parse', 'HEAD') } },
      { name: 'package-lock.json', digest: { sha256: expect.any(String) } },
      { name: 'node:24', digest: { sha256: baseDigest.slice('sha256:'.length) } },
      { uri: 'pkg:npm/zod@4.0.0', digest: { sha512: 'd'.repeat(128) } },
    ]);
    const { startedOn, finishedOn } = predicate.runDetails.metadata;
    expect(Date.parse(startedOn)).toBeLessThanOrEqual(Date.parse(finishedOn));
    expect(predicate.runDetails.builder.version).toMatchObject({ node: process.versions.node, docker: '20.10.24' });
  });

  test('a damaged file is found by the checksums', () => {
    expect(repository.release().code).toBe(0);
    repository.write('release/1.2.3/secure-base-1.2.3.tar', 'another image');
    const { status, stdout } = spawnSync('sh', ['-c', 'sha256sum -c SHA256SUMS'], {
      cwd: released(),
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([1, expect.stringContaining('secure-base-1.2.3.tar: FAILED')]);
  });

  test('--skip-check leaves the checks out, and the provenance says so', () => {
    const { code, output } = repository.release('--skip-check');
    expect([code, output.includes('all was checked')]).toEqual([0, false]);
    expect(provenanceOf().predicate.buildDefinition.internalParameters).toEqual({ checked: false });
  });

  test('--local-base builds on the base image that is here, and the provenance names it by its id', () => {
    repository.write('docker/base-images.env', 'NODE_IMAGE=node:24\n');
    repository.commit();
    expect(repository.release()).toEqual({ code: 1, output: expect.stringContaining('NODE_IMAGE has no digest') });
    expect(repository.release('--local-base').code).toBe(0);
    expect(repository.dockerCalls().find(([command]) => command === 'build')).not.toContain('--pull');
    const { externalParameters, resolvedDependencies } = provenanceOf().predicate.buildDefinition;
    expect(externalParameters).toEqual({ version: '1.2.3', localBase: true });
    expect(resolvedDependencies[2]).toEqual({
      name: 'node:24',
      digest: { sha256: localBaseId.slice('sha256:'.length) },
      annotations: { digestOf: 'the image as this machine has it' },
    });
  });
});

describe('nothing is released', () => {
  const refusal = () => {
    const { code, output } = repository.release();
    const last = output.trim().split('\n').at(-1);
    expect([code, existsSync(released())]).toEqual([1, false]);
    expect(
      existsSync(join(repository.folder, 'release')) ? readdirSync(join(repository.folder, 'release')) : [],
    ).toEqual([]);
    return last;
  };

  test.each([
    ['a change that is not committed', 'CHANGELOG.md', `${changelog}- More.\n`],
    ['a file that git does not know', 'src/new.ts', ''],
    ['a file in the image that git ignores', 'src/left.log', ''],
  ])('with %s', (_, file, text) => {
    repository.write(file, text);
    expect(refusal()).toBe(`release: the working tree has changes (${file}): commit or remove them first`);
  });

  test.each([
    ['whose changelog has no heading', changelog.replace('1.2.3', '1.2.2'), 'has no heading ## [1.2.3] - YYYY-MM-DD'],
    ['whose heading has no date', changelog.replace(' - 2027-01-31', ''), 'has no heading ## [1.2.3] - YYYY-MM-DD'],
    [
      'with a newer heading above its own',
      changelog.replace('## [1.2.3]', '## [1.3.0] - 2027-02-28\n\n- More.\n\n## [1.2.3]'),
      'has no heading ## [1.2.3] - YYYY-MM-DD right below an empty Unreleased',
    ],
    [
      'while entries are unreleased',
      changelog.replace('## [Unreleased]\n', '## [Unreleased]\n\n### Fixed\n\n- More.\n'),
      'has entries under Unreleased: they belong to 1.2.3, or to no release yet',
    ],
  ])('of a version %s', (_, text, why) => {
    repository.write('CHANGELOG.md', text);
    repository.commit();
    expect(refusal()).toContain(`release: CHANGELOG.md: ${why}`);
  });

  test('where package-lock.json has another version', () => {
    repository.write('package-lock.json', JSON.stringify({ version: '1.2.2', packages: {} }));
    repository.commit();
    expect(refusal()).toBe('release: package-lock.json: its version is not 1.2.3');
  });

  test('where a check fails', () => {
    repository.write('package.json', packageFile({ check: 'exit 3' }));
    repository.commit();
    expect(refusal()).toBe('release: npm run check failed');
  });

  test('where the checks change the working tree', () => {
    repository.write('package.json', packageFile({ check: 'echo more >> CHANGELOG.md' }));
    repository.commit();
    expect(refusal()).toBe('release: the working tree has changes (CHANGELOG.md): commit or remove them first');
  });

  test('twice: what was made stays', () => {
    mkdirSync(released(), { recursive: true });
    const { code, output } = repository.release();
    expect([code, output]).toEqual([1, 'release: release/1.2.3 is there already\n']);
    expect(readdirSync(released())).toEqual([]);
  });

  test('with a flag that is unknown', () => {
    expect(repository.release('--skip-tests')).toEqual({
      code: 1,
      output: expect.stringMatching(/^release: .*skip-tests/),
    });
  });
});
