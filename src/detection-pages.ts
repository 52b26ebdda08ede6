import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Detector } from './detectors/detector.ts';
import { Problem } from './problem.ts';

/** The part of a detection that its page shows. */
export type Described = Pick<Detector, 'code' | 'about' | 'settings'>;

export interface DetectionPages {
  readonly detectors: readonly Described[];
  /** Thresholds in force where the site has changed some. */
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

const html = 'text/html; charset=utf-8';

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

function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text(title)} · Secure Base</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1d2b2a}h1,h2{line-height:1.2}td,th{text-align:left;padding:.2rem .8rem .2rem 0;vertical-align:top}</style>
<main><h1>${text(title)}</h1>${content}</main></html>`;
}

function text(raw: string): string {
  return raw.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
