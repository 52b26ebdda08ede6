import { randomUUID } from 'node:crypto';
import { GenericContainer, getContainerRuntimeClient } from 'testcontainers';
import { images } from './images.ts';

/**
 * A name of its own: testcontainers does not tell of a build that failed, and an image of an earlier one, or of a suite that
 * runs beside this one, would stand in for it.
 */
const name = `localhost/secure-base:test-${randomUUID()}`;

/** The commit that the image takes itself for: any will do, and one that stays the same keeps layers. */
export const revision = '0123456789abcdef0123456789abcdef01234567';

/** Builds the image of this working tree; layers that did not change are kept. */
export async function imageOfThis(): Promise<string> {
  await GenericContainer.fromDockerfile(process.cwd())
    .withBuildArgs({ NODE_IMAGE: images.node, REVISION: revision })
    .build(name, { deleteOnExit: false });
  return name;
}

/** Takes its name away again. */
export async function dropImageOfThis(): Promise<void> {
  const { container } = await getContainerRuntimeClient();
  await container.dockerode
    .getImage(name)
    .remove({ force: true })
    .catch(() => {});
}
