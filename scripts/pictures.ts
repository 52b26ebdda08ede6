/**
 * `npm run pictures`: takes the pictures of the README from the running demonstration, into docs/pictures. Needs Chromium.
 */
import { fileURLToPath } from 'node:url';
import { takePictures } from './pictures/take.ts';

try {
  console.log(
    `docs/pictures shows: ${await takePictures(fileURLToPath(new URL('../docs/pictures', import.meta.url)))}`,
  );
} catch (error) {
  const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
  console.error(`The pictures could not be taken. ${line}`);
  process.exitCode = 1;
}
