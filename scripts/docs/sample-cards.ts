import { paragraphs } from '../../demo/page/ehr.js';
import { exampleCard } from './example-card.ts';
import { codesBuilt } from './example-facts.ts';

/** src/pages/sample-cards.json: the example of each detection's card as plain text, for its page. */
export function sampleCards(): string {
  const samples = codesBuilt.map((code) => {
    const [summary = '', ...detail] = paragraphs(exampleCard(code).replace(/^> ?/gm, ''));
    return [code, { summary: summary.replaceAll('**', ''), detail: detail.join('\n\n') }];
  });
  return `${JSON.stringify(Object.fromEntries(samples), null, 2)}\n`;
}
