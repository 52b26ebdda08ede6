import { GenericContainer, getContainerRuntimeClient } from 'testcontainers';

const name = 'localhost/secure-base:test';
let built: Promise<string> | undefined;

/** Builds the image of this working tree, once for each process that asks; layers that did not change are kept. */
export function imageOfThis(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  const { container } = await getContainerRuntimeClient();
  // testcontainers does not tell of a build that failed: an image of an earlier one would stand in for it.
  await container.dockerode
    .getImage(name)
    .remove({ force: true })
    .catch(() => {});
  await GenericContainer.fromDockerfile(process.cwd()).build(name, { deleteOnExit: false });
  return name;
}
