import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Description, Wording } from '../cards/wording/index.ts';
import type { Detector } from '../detectors/detector.ts';
import { type Code, detectors, ownPageDetections } from '../detectors/index.ts';
import { Problem } from '../problem.ts';
import { html, page, text } from './html.ts';

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

/** `/detections` and `/detections/:code`: what a detection looks for, on what evidence, and what it does not fire on. */
export function registerDetectionPages(app: FastifyInstance, { descriptions, settingsOf }: DetectionPages): void {
  app.get('/detections', { schema: { summary: 'The detections' } }, (request, reply) => {
    const list = byMark.map(({ code }) => ({ code, title: descriptions[code].title }));
    if (request.type(['html', 'json']) === 'json') return reply.send({ detections: list });
    const items = list.map(({ code, title }) => `<li><a href="detections/${code}">${text(title)}</a></li>`);
    return reply.type(html).send(page('Detections', `<ul>${items.join('')}</ul>`));
  });
  app
    .withTypeProvider<ZodTypeProvider>()
    .get('/detections/:code', { schema: { summary: 'One detection', params } }, (request, reply) => {
      const { code } = request.params;
      const found = described.find((one) => one.code === code);
      if (!found) throw new Problem('not-found');
      const description = descriptions[found.code];
      const settings = 'settings' in found ? settingRows(found, settingsOf(found.code)) : [];
      if (request.type(['html', 'json']) === 'json')
        return reply.send({ code, mark: found.mark, ...description, settings });
      return reply.type(html).send(page(description.title, body(code, description, settings)));
    });
}

/** One row of the table of thresholds. */
interface SettingRow {
  readonly name: string;
  readonly description: string;
  readonly value: unknown;
}

function settingRows(detector: Detector, site: object | undefined): SettingRow[] {
  const schema = z.toJSONSchema(detector.settings, { io: 'input', unrepresentable: 'any' });
  const inForce = site as Readonly<Record<string, unknown>> | undefined;
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const { description = '', default: standard } = typeof property === 'object' ? property : {};
    return { name, description, value: inForce?.[name] ?? standard };
  });
}

function body(code: string, about: Description, settings: readonly SettingRow[]): string {
  const rows = settings.map(
    ({ name, description, value }) =>
      `<tr><td><code>${text(name)}</code><td>${text(JSON.stringify(value) ?? '')}<td>${text(description)}`,
  );
  const notOn = about.notOn.map((line) => `<li>${text(line)}</li>`).join('');
  return [
    `<p><code>${code}</code></p>`,
    section('What it looks for', `<p>${text(about.looksFor)}</p>`),
    section('Evidence', `<p>${text(about.evidence)}</p><p>Grade: ${text(about.grade)}</p>`),
    section('What it does not fire on', `<ul>${notOn}</ul>`),
    section('What may help', `<p>${text(about.act)}</p>`),
    rows.length > 0 ? section('Settings', `<table><tr><th>Name<th>Value<th>Meaning${rows.join('')}</table>`) : '',
  ].join('');
}

function section(title: string, content: string): string {
  return `<h2>${title}</h2>${content}`;
}
