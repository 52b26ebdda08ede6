import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { chaptersOf } from '../../scripts/safety-file/chapter.ts';
import { markupOf } from '../../scripts/safety-file/markup.ts';
import { commitInWords, readRevision } from '../../scripts/safety-file/revision.ts';

const one = { file: 'docs/one.md', markdown: '# One\n\n## Same\n\n## Same\n\n[two](two.md), [there](two.md#same)\n' };
const two = { file: 'docs/two.md', markdown: '# Two\n\n## Same\n\n[back](one.md#same-1) [here](#same)\n' };
const linked = (markdown: string) => chaptersOf([{ file: 'docs/one.md', markdown: `# One\n\n${markdown}` }])[0]?.html;

describe('documents become chapters', () => {
  test('with an anchor of its own for each heading, those of the same name too', () => {
    const ids = chaptersOf([one, two]).map(({ headings }) => headings.map(({ id }) => id));
    expect(ids).toEqual([
      ['one--one', 'one--same', 'one--same-1'],
      ['two--two', 'two--same'],
    ]);
  });

  test('and the links between them lead to those anchors', () => {
    const links = chaptersOf([one, two]).map(({ html }) => [...html.matchAll(/href="([^"]+)"/g)].map(([, to]) => to));
    expect(links).toEqual([
      ['#two--two', '#two--same'],
      ['#one--same-1', '#two--same'],
    ]);
  });

  test('a link to what is not bound becomes text with its path, one to the web stays', () => {
    expect(linked('see [how it runs](operate.md#back-up)')).toContain('<p>see how it runs (docs/operate.md)</p>');
    expect(linked('see [operate.md](operate.md)')).toContain('<p>see operate.md</p>');
    expect(linked('see [the policy](../SECURITY.md)')).toContain('<p>see the policy (SECURITY.md)</p>');
    expect(linked('[RFC](https://example.org/rfc)')).toContain('<a href="https://example.org/rfc">RFC</a>');
  });

  test('a link that leads nowhere, and a document without a title, are named', () => {
    expect(() => linked('[there](#nowhere)')).toThrow('docs/one.md: the link #nowhere leads to no heading');
    expect(() => chaptersOf([{ file: 'docs/none.md', markdown: 'text' }])).toThrow('docs/none.md has no title');
  });

  test('markup in a document stays text', () => {
    expect(linked('`<script>` <b>bold</b>')).not.toMatch(/<script>|<b>/);
  });
});

describe('the title page', () => {
  const revision = {
    version: '1.2.3',
    commit: 'c0ffee'.padEnd(40, '0'),
    hasUncommittedChanges: false,
    madeAt: new Date('2026-11-30T23:59:59Z'),
  };
  const pageOf = (changed: Partial<typeof revision> | { commit: undefined }) =>
    markupOf(chaptersOf([one, two]), { ...revision, ...changed }, new Map([['two--same', 7]]));

  test('has version, commit and day', () => {
    const page = pageOf({});
    for (const words of ['<td>1.2.3</td>', `<code>${revision.commit}</code></td>`, '<td>30 November 2026</td>'])
      expect(page).toContain(words);
    expect(page).not.toContain('uncommitted');
  });

  test('says so where there are uncommitted changes, and each running header does', () => {
    const page = pageOf({ hasUncommittedChanges: true });
    expect(page).toContain('<strong>with uncommitted changes</strong>');
    expect(page).toContain('"Secure Base 1.2.3 · commit c0ffee000000, with uncommitted changes"');
  });

  test('says so where there is no history', () => {
    expect(pageOf({ commit: undefined })).toContain('<td>unknown: made without a git history</td>');
  });

  test('is followed by the page of each heading', () => {
    expect(pageOf({})).toContain('<a href="#two--same"><span>Same</span><span class="page">7</span></a>');
  });
});

describe('the revision of a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'revision-'));
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).trim();
  const inner = join(folder, 'inner');
  const files = { [folder]: '9.8.7', [inner]: '0.0.1' };
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(inner, { recursive: true });
    for (const [one, version] of Object.entries(files))
      writeFileSync(join(one, 'package.json'), JSON.stringify({ version }));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const commitAll = () => {
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '--message', 'Begin');
    return git('rev-parse', 'HEAD');
  };

  test('is its version and commit, and whether anything differs from that', () => {
    const commit = commitAll();
    const clean = readRevision(folder, {});
    expect(clean).toMatchObject({ version: '9.8.7', commit, hasUncommittedChanges: false });
    expect(commitInWords(clean, 12)).toBe(`commit ${commit.slice(0, 12)}`);
    copyFileSync(join(folder, 'package.json'), join(folder, 'new.json'));
    const changed = readRevision(folder, {});
    expect(changed).toMatchObject({ commit, hasUncommittedChanges: true });
    expect(commitInWords(changed)).toBe(`commit ${commit}, with uncommitted changes`);
  });

  test('has no commit without history, nor within the repository of something else', () => {
    expect(readRevision(folder, {})).toMatchObject({ commit: undefined, hasUncommittedChanges: false });
    expect(commitInWords(readRevision(folder, {}))).toBe('unknown commit');
    commitAll();
    expect(readRevision(inner, {})).toMatchObject({ version: '0.0.1', commit: undefined });
  });

  test('is dated by SOURCE_DATE_EPOCH where that is set', () => {
    expect(readRevision(folder, { SOURCE_DATE_EPOCH: '86400' }).madeAt.toISOString()).toBe('1970-01-02T00:00:00.000Z');
    expect(Math.abs(readRevision(folder, {}).madeAt.getTime() - Date.now())).toBeLessThan(60_000);
  });
});
