import { GenericContainer } from 'testcontainers';

const name = 'localhost/secure-base:test';
let built: Promise<string> | undefined;

/** Builds the image of this working tree, once for each process that asks; layers that did not change are kept. */
export function imageOfThis(): Promise<string> {
  built ??= GenericContainer.fromDockerfile(process.cwd())
    .build(name, { deleteOnExit: false })
    .then(() => name);
  return built;
}
