import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/** How a page is looked at: on a desk, in the dark, on a phone, and enlarged (WCAG 2.2, 1.4.4 and 1.4.10). */
export const screens = [
  ['wide', { viewport: { width: 1280, height: 900 } }],
  ['dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }],
  ['on a phone', { viewport: { width: 320, height: 700 } }],
  ['at twice the size', { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }],
] as const;

/** What axe complains of: each rule, and the markup that breaks it. By way of the debugger: a page's policy may let no script in. */
export async function violations(page: Page | Frame): Promise<readonly (readonly [string, readonly string[]])[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>('axe.run()');
  return results.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)] as const);
}
