import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** What runs: its version and, of a release, the commit that it was built from (40 hexadecimal digits). */
export interface Build {
  readonly version: string;
  readonly revision?: string;
}

const Package = z.object({
  name: z.literal('secure-base', 'is not that of secure-base'),
  version: z
    .string('version is missing or no semantic version')
    // https://semver.org/#is-there-a-suggested-regular-expression-regex-to-check-a-semver-string, less strict on zeros
    .regex(/^\d+\.\d+\.\d+(?:-[\dA-Za-z.-]+)?(?:\+[\dA-Za-z.-]+)?$/, 'version is missing or no semantic version'),
  // Where npm itself writes the commit of a package; docker/build-release.sh sets it.
  gitHead: z
    .string()
    .regex(/^[\da-f]{40}$/, 'gitHead is no commit')
    .optional(),
});

/**
 * Reads the build from a package.json.
 * @throws one line that names the file and what is wrong with it
 */
export function readBuild(file: string): Build {
  const parsed = Package.safeParse(readJson(file));
  if (!parsed.success) throw new Error(`${file}: ${parsed.error.issues[0]?.message}`);
  const { version, gitHead } = parsed.data;
  return { version, ...(gitHead !== undefined && { revision: gitHead }) };
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`${file}: can't be read, and with it the version of the service`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file}: is not JSON`);
  }
}

let read: Build | undefined;

/**
 * The build that runs, from the package.json that lies beside `src`. It is read at the first call and not on import, so
 * that a start without it ends with one line.
 * @throws as {@link readBuild}
 */
export function thisBuild(): Build {
  read ??= readBuild(fileURLToPath(new URL('../../package.json', import.meta.url)));
  return read;
}

/** What other servers read as `User-Agent` (RFC 9110, 10.1.5). @throws as {@link readBuild} */
export function userAgent(): string {
  return `secure-base/${thisBuild().version}`;
}
