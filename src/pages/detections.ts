import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Detector } from '../detectors/detector.ts';
import { Problem } from '../problem.ts';
import { html, page, text } from './html.ts';

/** The part of a detection that its page shows. */
export type Described = Pick<Detector, 'code' | 'about' | 'settings'>;

export interface DetectionPages {
  readonly detectors: readonly Described[];
  /** Thresholds in force. */
  readonly settingsOf: (code: Described['code']) => object | undefined;
}

const params = z.object({ code: z.string() });

/** `/detections` and `/detections/:code`: what each looks for, on what evidence, and what it does not fire on. */
export function registerDetectionPages(app: FastifyInstance, { detectors, settingsOf }: DetectionPages): void {
  app.get('/detections', { schema: { summary: 'The detections' } }, (request, reply) => {
    const list = detectors.map(({ code, about }) => ({ code, title: about.title }));
    if (wantsJson(request)) return reply.send({ detections: list });
    const items = list.map(({ code, title }) => `<li><a href="detections/${code}">${text(title)}</a></li>`);
    return reply.type(html).send(page('Detections', `<ul>${items.join('')}</ul>`));
  });
  app.get('/detections/:code', { schema: { summary: 'One detection', params } }, (request, reply) => {
    const { code } = request.params as z.output<typeof params>;
    const detector = detectors.find((one) => one.code === code);
    if (!detector) throw new Problem('not-found');
    const settings = settingRows(detector, settingsOf(detector.code));
    if (wantsJson(request)) return reply.send({ code, ...detector.about, settings });
    return reply.type(html).send(page(detector.about.title, body(detector, settings)));
  });
}

function wantsJson(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '';
  return /\bjson\b/.test(accept) && !accept.includes('text/html');
}

/** One threshold as a page shows it. */
interface SettingRow {
  readonly name: string;
  readonly description: string;
  readonly value: unknown;
}

function settingRows(detector: Described, site: object | undefined): SettingRow[] {
  const schema = z.toJSONSchema(detector.settings, { io: 'input', unrepresentable: 'any' });
  const inForce = site as Readonly<Record<string, unknown>> | undefined;
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const { description = '', default: standard } = typeof property === 'object' ? property : {};
    return { name, description, value: inForce?.[name] ?? standard };
  });
}

function body({ code, about }: Described, settings: readonly SettingRow[]): string {
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
    section('Settings', `<table><tr><th>Name<th>Value<th>Meaning${rows.join('')}</table>`),
  ].join('');
}

function section(title: string, content: string): string {
  return `<h2>${title}</h2>${content}`;
}
