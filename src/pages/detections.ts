import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { languageQuery } from '../cards/about-path.ts';
import { type Language, languageOfTag } from '../cards/wording/index.ts';
import { type Words, wordsIn } from '../cards/words.ts';
import type { Detector } from '../detectors/detector.ts';
import { type Code, detectors, ownPageDetections } from '../detectors/index.ts';
import { Problem } from '../problem.ts';
import { detectionPage, type Setting } from './detection-page.ts';
import { html, page, text } from './html.ts';
import type { Marks } from './linked-text.ts';
import { sampleCard } from './sample-cards.ts';

/** What the pages show of the detections. */
export interface DetectionPages {
  /** Of the service: the pages are in it unless they are asked for in another. */
  readonly language: Language;
  /** Thresholds in force. */
  readonly settingsOf: (code: Code) => object | undefined;
}

/** The families of the catalogue by the letter of their marks, in the order of the page. */
const families = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'K', 'J'] as const;
const described = [...detectors, ...ownPageDetections];
const byMark = described.toSorted((a, b) => (a.mark < b.mark ? -1 : 1));
const params = z.object({ code: z.string() });

/** `/detections` and `/detections/:code`: what a detection looks for, on what evidence, and what it does not fire on. */
export function registerDetectionPages(
  app: FastifyInstance,
  { language: ofService, settingsOf }: DetectionPages,
): void {
  const wordsOf = (query: unknown): Words => wordsIn(languageAsked(query) ?? ofService);
  app.get('/detections', { schema: { summary: 'The detections' } }, (request, reply) => {
    const words = wordsOf(request.query);
    const { descriptions } = words.wording;
    const list = byMark.map(({ code }) => ({ code, title: descriptions[code].title }));
    if (request.type(['html', 'json']) === 'json') return reply.send({ detections: list });
    return reply.type(html).send(indexPage(words, languageQuery(words.language, ofService)));
  });
  app
    .withTypeProvider<ZodTypeProvider>()
    .get('/detections/:code', { schema: { summary: 'One detection', params } }, (request, reply) => {
      const { code } = request.params;
      const found = described.find((one) => one.code === code);
      if (!found) throw new Problem('not-found');
      const words = wordsOf(request.query);
      const description = words.wording.descriptions[found.code];
      const settings = 'settings' in found ? settingsIn(found, settingsOf(found.code)) : [];
      if (request.type(['html', 'json']) === 'json')
        return reply.send({ code, mark: found.mark, ...description, settings });
      const query = languageQuery(words.language, ofService);
      const [marks, sample] = [marksIn(words, query), sampleCard(code, words.language)];
      return reply.type(html).send(detectionPage({ code, description, settings, sample, marks, query }, words));
    });
}

/** The language of `?language=TAG`; undefined where it is none of ours. */
function languageAsked(query: unknown): Language | undefined {
  const { success, data } = languageParameter.safeParse(query);
  return success ? languageOfTag(data.language) : undefined;
}

const languageParameter = z.object({ language: z.string() });

function marksIn({ wording: { descriptions, detectionPages }, format }: Words, query: string): Marks {
  return new Map(
    described.map(({ mark, code }) => {
      const title = format(detectionPages.quoted, { title: descriptions[code].title });
      return [mark as string, { address: code + query, title }];
    }),
  );
}

/** The detections by family, each with its title and a sentence. */
function indexPage({ language, wording }: Words, query: string): string {
  const { descriptions, detectionPages } = wording;
  const content = families.map((letter) => {
    const own = byMark.filter(({ mark }) => mark.startsWith(letter));
    const items = own.map(({ code }) => {
      const { title, definition } = descriptions[code];
      return `<dt><a href="detections/${code}${query}">${text(title)}</a><dd>${text(definition)}`;
    });
    return `<h2>${text(detectionPages.families[letter])}</h2><dl>${items.join('')}</dl>`;
  });
  const nav = { label: detectionPages.pages, links: [['./', 'Secure Base']] as const };
  return page({ language, title: detectionPages.title, content: content.join(''), nav });
}

function settingsIn(detector: Detector, site: object | undefined): Setting[] {
  const schema = z.toJSONSchema(detector.settings, { io: 'input', unrepresentable: 'any' });
  const inForce = site as Readonly<Record<string, unknown>> | undefined;
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const { description = '', default: standard } = typeof property === 'object' ? property : {};
    return { name, description, value: inForce?.[name] ?? standard };
  });
}
