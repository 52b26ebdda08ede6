import { describe, expect, test } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { wordsIn } from '#src/cards/words.ts';
import { type PracticeReport, practiceReports } from '#src/practice/report/figures/practice-report.ts';
import type { ReportOptions } from '#src/practice/report/options.ts';
import { nobodyMissing } from '#src/practice/report/page/missing.ts';
import { practicePage } from '#src/practice/report/page/practice-page.ts';
import { factsOf, reportOf } from './counted-rows.ts';
import { countPeople, madeAsOf, madeNames, madePeople } from './made-practice.ts';

const words = wordsIn('en-GB');

async function reportFor(people: number, difference: Partial<ReportOptions> = {}): Promise<PracticeReport> {
  const options = reportOf(madeAsOf, { suppress: 10, ...difference });
  const counts = countPeople(madePeople(people, 5), options);
  const [report] = await practiceReports(counts, factsOf(madeAsOf, madeNames), options);
  if (report === undefined) throw new Error('there is no report');
  return report;
}

const pageOf = async (people: number, difference: Partial<ReportOptions> = {}, missing = nobodyMissing) => {
  const html = practicePage(await reportFor(people, difference), missing, difference.suppress ?? 10, words);
  const window = parseHTML(html);
  return { html, window, document: window.document };
};
const textsOf = ({ document }: ReturnType<typeof parseHTML>, selector: string) =>
  [...document.querySelectorAll(selector)].map((one) => one.textContent ?? '');

describe('the page of a practice', () => {
  test('begins with what was found, in sentences with their numbers, and with what the figures are not', async () => {
    const { window } = await pageOf(6000);
    const sentences = textsOf(window, '.findings p');
    expect(sentences).toHaveLength(4);
    expect(sentences[0]).toMatch(
      /^People saw the GP of their own list in \d+% of their GP visits \([\d,]+ of [\d,]+\)\.$/,
    );
    expect(sentences[1]).toMatch(/^Of [\d,]+ people with at least 2 visits, \d+% had 40% or more/);
    expect(sentences[2]).toMatch(/^Of people aged .* with 3 or more long-term conditions it was \d+%/);
    expect(sentences[3]).toMatch(/^Of [\d,]+ people whose usual GP left, [\d,]+ \(\d+%\) met somebody/);
    expect(textsOf(window, '.caveat')).toEqual([words.wording.practiceReport.caveat]);
  });

  test('runs nothing and asks nobody: its policy allows one style, which is its own', async () => {
    const { html, document } = await pageOf(500, { months: 3 });
    expect(html).not.toMatch(/<script|<img|<link|@import|url\(| style="| on\w+="|javascript:/i);
    expect(html.match(/(?:https?:)?\/\/[^"<\s]+/g)?.filter((one) => !one.includes('www.w3.org'))).toEqual(undefined);
    const policy = document.querySelector('meta[http-equiv]')?.getAttribute('content');
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'$/);
  });

  test('each chart is a picture with a name that exists, and its numbers stand in a table beside it', async () => {
    const { document } = await pageOf(2000);
    const charts = [...document.querySelectorAll('svg.chart')];
    expect(charts).toHaveLength(8);
    for (const chart of charts) {
      expect(chart.getAttribute('role')).toBe('img');
      for (const attribute of ['aria-labelledby', 'aria-describedby'])
        expect(document.getElementById(chart.getAttribute(attribute) ?? '')?.textContent).not.toBe('');
      expect(chart.closest('section')?.querySelectorAll('details table tbody tr').length).toBeGreaterThan(5);
    }
  });

  test('GPs stand in the order of the alphabet, all drawn alike, whatever their figures', async () => {
    const { document, window } = await pageOf(2000);
    const names = textsOf(window, '[aria-labelledby="lists"] tbody th');
    expect(names).toEqual([
      ...['Dr Adeyemi', 'Dr Byrne', 'Dr Larsson', 'Dr Okafor', 'Dr Patel', 'Dr Wren'],
      words.wording.practiceReport.noList,
    ]);
    const chart = document.querySelector('svg.wide[aria-labelledby="lists"]');
    const marks = chart?.querySelector('.dot-first');
    expect(marks?.querySelectorAll('path, circle').length).toBe(6);
    const styles = [...(marks?.children ?? [])].map((one) => [one.getAttribute('fill'), one.getAttribute('class')]);
    expect(new Set(styles.map(String)).size).toBe(1);
    expect(textsOf(window, 'body').join()).not.toMatch(/\b(?:best|worst|rank|top|below average|target(?!\.))\b/i);
  });

  test('a withheld share is written as withheld and not drawn; the same number is drawn where everything is printed', async () => {
    const bars = async (suppress: number) => {
      const { document } = await pageOf(900, { suppress, months: 12 });
      const chart = document.querySelector('svg.wide[aria-labelledby="groups"]');
      const labels = [...(chart?.querySelectorAll('text') ?? [])].map((one) => one.textContent ?? '');
      return {
        drawn: chart?.querySelectorAll('.bars rect').length ?? 0,
        shares: labels.filter((one) => /^\d+% \(/.test(one)).length,
        withheld: labels.filter((one) => one === 'withheld').length,
      };
    };
    const [some, all] = [await bars(10), await bars(0)];
    expect(all.withheld).toBe(0);
    expect(some.withheld).toBeGreaterThan(0);
    expect(some.drawn).toBe(some.shares);
    expect(all.drawn).toBe(all.shares);
    expect(some.shares + some.withheld).toBe(all.shares);
  }, 60_000);

  test('where most groups of both are withheld, it shows age and conditions each by itself', async () => {
    const headings = async (people: number) => {
      const { document } = await pageOf(people, { months: 24 });
      const chart = document.querySelector('svg.wide[aria-labelledby="groups"]');
      return [...(chart?.querySelectorAll('.headings text') ?? [])].map((one) => one.textContent ?? '');
    };
    expect(await headings(120)).toEqual(['Age', 'Long-term conditions']);
    expect(await headings(6000)).toEqual([
      ...['0–4 years', '5–17 years', '18–39 years'],
      ...['40–64 years', '65–74 years', '75+ years'],
    ]);
  }, 60_000);

  test('says of missing people how many, as far as that may be said', async () => {
    const of = async (unread: number) =>
      textsOf((await pageOf(300, { months: 1 }, { unread, unknownPractice: 0 })).window, '.missing');
    expect(await of(0)).toEqual([]);
    expect(await of(12)).toEqual(['People whose records could not be dealt with, and who are in no figure: 12.']);
    expect(await of(3)).toEqual(['People whose records could not be dealt with, and who are in no figure: <10.']);
  });

  test('without anyone on a list it says how to count by the GP seen most', async () => {
    const people = madePeople(300, 5).map(({ reading, ...person }) => {
      if (!reading.person.known) throw new Error('unread');
      const unnamed = { ...reading.person.value, namedClinician: undefined };
      return { ...person, reading: { ...reading, person: { known: true as const, value: unnamed } } };
    });
    const options = reportOf(madeAsOf, { suppress: 10 });
    const counts = countPeople(people, options);
    const [report] = await practiceReports(counts, factsOf(madeAsOf, madeNames), options);
    const html = report === undefined ? '' : practicePage(report, nobodyMissing, 10, words);
    expect(html).toContain('No GP is recorded as anyone’s own.');
    expect(html).not.toContain('NaN');
  });
});
