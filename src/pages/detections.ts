import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Wording } from '../cards/wording/wording.ts';
import type { Detector } from '../detectors/detector.ts';
import { type Code, detectors, ownPageDetections } from '../detectors/index.ts';
import { Problem } from '../problem.ts';
import { detectionPage, type SampleCard, type Setting } from './detection-page.ts';
import { families } from './families.ts';
import { html, page, text } from './html.ts';
import sampleCards from './sample-cards.json' with { type: 'json' };

/** What the pages show of the detections. */
export interface DetectionPages {
  /** In the language of the cards that link here. */
  readonly descriptions: Wording['descriptions'];
  /** Thresholds in force. */
  readonly settingsOf: (code: Code) => object | undefined;
}

const described = [...detectors, ...ownPageDetections];
const byMark = described.toSorted((a, b) => (a.mark < b.mark ? -1 : 1));
const params = z.object({ code: z.string() });
/** A detection has none before `npm run docs` has written it. */
const samples: Readonly<Record<string, SampleCard | undefined>> = sampleCards;

/** The first sentence of an example card about made-up people; undefined where a detection has none. */
export function sampleSentence(code: string): string | undefined {
  return samples[code]?.summary;
}

/** `/detections` and `/detections/:code`: what a detection looks for, on what evidence, and what it does not fire on. */
export function registerDetectionPages(app: FastifyInstance, { descriptions, settingsOf }: DetectionPages): void {
  const marks = new Map(described.map(({ mark, code }) => [mark as string, { code, title: descriptions[code].title }]));
  app.get('/detections', { schema: { summary: 'The detections' } }, (request, reply) => {
    const list = byMark.map(({ code }) => ({ code, title: descriptions[code].title }));
    if (request.type(['html', 'json']) === 'json') return reply.send({ detections: list });
    return reply.type(html).send(page('Detections', index(descriptions), [['./', 'Secure Base']]));
  });
  app
    .withTypeProvider<ZodTypeProvider>()
    .get('/detections/:code', { schema: { summary: 'One detection', params } }, (request, reply) => {
      const { code } = request.params;
      const found = described.find((one) => one.code === code);
      if (!found) throw new Problem('not-found');
      const description = descriptions[found.code];
      const settings = 'settings' in found ? settingsIn(found, settingsOf(found.code)) : [];
      if (request.type(['html', 'json']) === 'json')
        return reply.send({ code, mark: found.mark, ...description, settings });
      return reply.type(html).send(detectionPage({ code, description, settings, sample: samples[code] }, marks));
    });
}

/** The detections by family, each with its title and a sentence. */
function index(descriptions: Wording['descriptions']): string {
  return Object.entries(families)
    .map(([letter, title]) => {
      const own = byMark.filter(({ mark }) => mark.startsWith(letter));
      const items = own.map(({ code }) => {
        const { title: name, definition } = descriptions[code];
        return `<dt><a href="detections/${code}">${text(name)}</a><dd>${text(definition)}`;
      });
      return `<h2>${title}</h2><dl>${items.join('')}</dl>`;
    })
    .join('');
}

function settingsIn(detector: Detector, site: object | undefined): Setting[] {
  const schema = z.toJSONSchema(detector.settings, { io: 'input', unrepresentable: 'any' });
  const inForce = site as Readonly<Record<string, unknown>> | undefined;
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const { description = '', default: standard } = typeof property === 'object' ? property : {};
    return { name, description, value: inForce?.[name] ?? standard };
  });
}
