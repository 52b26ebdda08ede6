import { type FramedPage, framedPage } from '../pages/framed-page.ts';
import { text } from '../pages/html.ts';
import type { SmartPages } from '../smart/pages.ts';

/** Says for whom a page was opened. */
export function smartPages(language: string): SmartPages {
  const page = async (title: string, whose: string | undefined): Promise<FramedPage> => ({
    status: 200,
    html: framedPage({
      ...{ language, prefix: '', title, skip: title },
      main: `<h1>${text(title)}</h1><p>${text(whose ?? '')}</p>`,
    }),
  });
  return {
    thread: ({ patient }) => page('Thread of care', patient),
    leaflet: ({ patient }) => page('Leaflet', patient),
    own: ({ user }) => page('Own page', user),
    goodbyes: ({ patient }) => page('Goodbyes', patient),
  };
}
