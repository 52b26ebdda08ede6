import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as textOf } from 'mdast-util-to-string';
import { extractText, getDocumentProxy } from 'unpdf';
import { chaptersOf } from '../../scripts/safety-file/chapter.ts';
import { readRevision } from '../../scripts/safety-file/revision.ts';
import { describeInChromium } from './demo-in-chromium.ts';

const run = promisify(execFile);
const names = ['clinical-safety', 'data-protection', 'security', 'evaluation', 'switch-on'];

const fileOf = (name: string) => `docs/${name}.md`;
/** The headings of a document, its title first. */
const headingsOf = (name: string) =>
  fromMarkdown(readFileSync(fileOf(name), 'utf8')).children.flatMap((node) =>
    node.type === 'heading' ? [textOf(node)] : [],
  );
/** Where a line is broken depends on the sheet. */
const joined = (text: string) => text.replaceAll(/\s+/g, '');

describeInChromium('the safety file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'safety-file-'));
  const { version, commit } = readRevision('.');
  let pdf: Awaited<ReturnType<typeof getDocumentProxy>>;
  let pages: readonly string[];
  /** How many pages come before the first document. */
  let before: number;

  beforeAll(async () => {
    await run(process.execPath, ['scripts/safety-file.ts', '--into', folder]);
    pdf = await getDocumentProxy(new Uint8Array(readFileSync(join(folder, `secure-base-${version}-safety-file.pdf`))));
    pages = (await extractText(pdf, { mergePages: false })).text.map(joined);
    before = (await pageOf('clinical-safety--clinical-safety')) - 1;
  }, 120_000);
  afterAll(async () => {
    await pdf?.destroy();
    rmSync(folder, { recursive: true });
  });

  const linksOf = async (page: number): Promise<readonly { dest?: string; url?: string }[]> =>
    (await (await pdf.getPage(page)).getAnnotations()).filter(({ subtype }) => subtype === 'Link');
  const pageOf = async (dest: string) => {
    const place = await pdf.getDestination(dest);
    return place === null ? Number.NaN : (await pdf.getPageIndex(place[0])) + 1;
  };
  const all = () => Array.from(pages, (_, n) => n + 1);

  test('is one file on A4, with its title in the file’s own data', async () => {
    expect(readdirSync(folder)).toEqual([`secure-base-${version}-safety-file.pdf`]);
    const sheets = await Promise.all(all().map(async (n) => (await pdf.getPage(n)).view.map(Math.round)));
    expect(new Set(sheets.map(String))).toEqual(new Set(['0,0,595,842']));
    expect((await pdf.getMetadata()).info).toMatchObject({ Title: `Secure Base ${version}: safety file` });
  });

  test('has version and commit on its title page', () => {
    expect(pages[0]).toContain(joined(`Safety file`));
    expect(pages[0]).toContain(`Version${version}`);
    expect(pages[0]).toContain(commit ?? joined('unknown: made without a git history'));
  });

  test.each(names)('has every heading of %s, in their order', (name) => {
    const text = pages.slice(before).join('');
    let from = text.indexOf(joined(headingsOf(name)[0] ?? ''));
    const missing = headingsOf(name).filter((heading) => {
      const at = text.indexOf(joined(heading), from);
      if (at >= 0) from = at;
      return at < 0;
    });
    expect(headingsOf(name).length).toBeGreaterThan(5);
    expect(missing).toEqual([]);
  });

  test('has contents whose links and numbers lead to the page of each heading', async () => {
    const chapters = chaptersOf(names.map(fileOf).map((file) => ({ file, markdown: readFileSync(file, 'utf8') })));
    const contents = await Promise.all(all().slice(1, before).map(linksOf));
    const targets = contents.flat().flatMap(({ dest }) => dest ?? []);
    expect(targets).toEqual(expect.arrayContaining(chapters.map(({ headings }) => headings[0].id)));
    expect(targets.length).toBeGreaterThan(60);
    const lines = pages.slice(1, before).join('');
    for (const { id, text } of chapters.flatMap(({ headings }) => headings)) {
      if (!targets.includes(id)) continue;
      const page = await pageOf(id);
      expect(pages[page - 1]).toContain(joined(text));
      expect(lines).toContain(`${joined(text)}${page}`);
    }
  });

  test('repeats the head of a table on each page that the table is on', () => {
    const withScores = pages.filter((page) => /HZ1HZ2|HZ25HZ26/.test(page));
    expect(withScores.length).toBe(2);
    for (const page of withScores) expect(page).toContain('hazardseverity');
  });

  test('has no link that leads out of it but to the web', async () => {
    const links = (await Promise.all(all().map(linksOf))).flat();
    const addresses = links.flatMap(({ url }) => (url === undefined ? [] : [url]));
    expect(addresses.filter((address) => !/^https?:/.test(address))).toEqual([]);
    const within = await Promise.all(links.flatMap(({ dest }) => (dest === undefined ? [] : [pageOf(dest)])));
    expect(within.length).toBeGreaterThan(80);
    expect(within.filter(Number.isNaN)).toEqual([]);
  });

  test('has the document’s title and the page’s number on each page but the first', () => {
    expect(pages[0]).not.toContain(`1of${pages.length}`);
    const titles = names.map((name) => joined(headingsOf(name)[0] ?? ''));
    for (const [n, page] of [...pages.entries()].slice(before)) {
      expect(page).toContain(`${n + 1}of${pages.length}`);
      expect([n, titles.some((title) => page.includes(title))]).toEqual([n, true]);
    }
  });
});

test('the safety file is refused in one line where there is no Chromium', async () => {
  const env = { ...process.env, CHROMIUM: '/nowhere/chromium' };
  const refusal = run(process.execPath, ['scripts/safety-file.ts'], { env });
  await expect(refusal).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^The safety file could not be made\. There is no \/nowhere\/chromium: .*\n$/),
  });
});
