import { readFileSync } from 'node:fs';
import { text } from '#src/pages/html.ts';
import type { Chapter, ChapterHeading } from './chapter.ts';
import { commitInWords, type Revision } from './revision.ts';

/** The printed page of each heading, by its id. */
export type PageNumbers = ReadonlyMap<string, number>;

const style = readFileSync(new URL('./safety-file.css', import.meta.url), 'utf8');
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** The chapters as one HTML document to print on A4: title, contents, then each chapter on a page of its own. */
export function markupOf(chapters: readonly Chapter[], revision: Revision, pages: PageNumbers): string {
  const title = `Secure Base ${revision.version}: safety file`;
  return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${text(title)}</title>
<style>${style}${chapters.map(runningTitle).join('')}
@page { @top-right { content: ${inCss(`Secure Base ${revision.version} · ${commitInWords(revision, 12)}`)} } }</style></head><body>
${titlePage(chapters, revision)}
<nav><h2>Contents</h2>${chapters.map((chapter) => contentsOf(chapter, pages)).join('')}</nav>
${chapters.map((chapter, n) => `<article style="page: ${pageName(n)}">${chapter.html}</article>`).join('\n')}
</body></html>`;
}

function titlePage(chapters: readonly Chapter[], revision: Revision): string {
  const { version, commit, hasUncommittedChanges, madeAt } = revision;
  const changes = hasUncommittedChanges ? '<br><strong>with uncommitted changes</strong>' : '';
  const rows = [
    ['Version', text(version)],
    ['Commit', commit === undefined ? 'unknown: made without a git history' : `<code>${commit}</code>${changes}`],
    ['Made on', day.format(madeAt)],
  ];
  return `<header><p class="name">Secure Base</p><h1>Safety file</h1>
<p>The manufacturer’s documents on clinical safety, data protection, security, evidence and switching on, bound as they were at
one commit. They are for the clinical safety officer, the data protection officer and the clinical lead of an organisation that
deploys the service, to be kept with its own hazard log. Each release has its own.</p>
<table class="revision">${rows.map(([name, value]) => `<tr><th scope="row">${name}</th><td>${value}</td></tr>`).join('')}</table>
<ol>${chapters.map(({ title, file }) => `<li>${text(title)} <span class="file">${text(file)}</span></li>`).join('')}</ol>
<p class="note">Nothing here was measured on patients: the evaluation opens synthetic charts. Files that are named but not bound
here, tests above all, are in the source at that commit.</p></header>`;
}

/** Of the long list of tables of an evaluation the contents name the sections alone; a hazard must be found by its name. */
function contentsOf({ file, headings }: Chapter, pages: PageNumbers): string {
  const deepest = file === 'docs/evaluation.md' ? 2 : 3;
  return `<ol>${headings
    .filter(({ depth }) => depth <= deepest)
    .map((heading) => contentsLine(heading, pages))
    .join('')}</ol>`;
}

function contentsLine({ id, depth, text: words }: ChapterHeading, pages: PageNumbers): string {
  return `<li class="depth-${depth}"><a href="#${id}"><span>${text(words)}</span><span class="page">${pages.get(id) ?? ''}</span></a></li>`;
}

function runningTitle({ title }: Chapter, n: number): string {
  return `@page ${pageName(n)} { @top-left { content: ${inCss(title)} } }\n`;
}

function pageName(n: number): string {
  return `chapter-${n + 1}`;
}

/** A string of CSS. */
function inCss(words: string): string {
  return `"${words.replace(/["\\<\n]/g, (character) => `\\${character.charCodeAt(0).toString(16)} `)}"`;
}
