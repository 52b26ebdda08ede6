import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { cardPicture, scale, threadPicture } from '../../scripts/pictures/pictures.ts';
import { takePictures } from '../../scripts/pictures/take.ts';
import { describeInChromium } from './demo-in-chromium.ts';

describeInChromium('the pictures of the README', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are taken from the demonstration, whose card still has the words that the README gives', async () => {
    const headline = await takePictures(folder);
    expect(headline).toMatch(/^Dr Patel, who saw Mrs Khan \d+ times/);
    expect(readFileSync('README.md', 'utf8')).toContain(`![A card: ${headline}`);
    expect(readdirSync(folder).toSorted()).toEqual([cardPicture.file, threadPicture.file]);
    for (const { file, width, height } of [cardPicture, threadPicture]) {
      expect([file, await sharp(join(folder, file)).metadata()]).toEqual([
        file,
        expect.objectContaining({ format: 'png', width: width * scale, height: height * scale }),
      ]);
      // An empty picture has one colour, and an entropy of 0.
      expect((await sharp(join(folder, file)).stats()).entropy).toBeGreaterThan(0.5);
    }
  }, 120_000);
});
