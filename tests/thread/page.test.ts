import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { type Language, languages } from '#src/cards/wording/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ago, visit } from '../support/days-ago.ts';
import { startFhirServer } from '../support/fhir-server.ts';
import { tellingLives, tellingStaff } from '../support/telling-lives.ts';
import { countingCells, openOn, openRecord, plainText } from './open-threads.ts';
import { note, patient, roleOf, widower } from './record.ts';

let site: TestApp;
beforeAll(async () => {
  site = await startApp();
});
afterAll(() => site.close());

const basics = widower.filter((one) => !JSON.stringify(one).includes('"Encounter"'));
const visits = (count: number, every = 3) => [...Array(count)].map((_, i) => visit(10 + i * every));
const open = (record: readonly object[], opening = {}) =>
  openRecord(site, [...basics, patient(), roleOf(), ...record], opening);

describe('the page of a thread', () => {
  test('of no contacts, and of one', async () => {
    const none = await open([]);
    expect([none.status, plainText(none.html)]).toEqual([
      200,
      expect.stringContaining('No contact is recorded in these years.'),
    ]);
    expect(plainText(none.html)).toContain('No contacts');
    const one = await open([visit(40)]);
    expect(plainText(one.html)).toContain('One contact as a table');
    expect(countingCells(one.html)).toEqual(['yes']);
    expect(one.html.match(/<circle/g)).toHaveLength(1);
  });

  test('of a thousand contacts is drawn whole in at most 300 KB', async () => {
    const { status, html } = await open(visits(1000));
    expect(status).toBe(200);
    expect(countingCells(html)).toHaveLength(1000);
    expect(html.match(/<circle/g)).toHaveLength(1000);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(300 * 1024);
  });

  test('of ten thousand lists the years asked for, and draws nothing that nobody could read', async () => {
    const { status, html } = await open(
      visits(10_000, 0).map((one, i) => ({
        ...one,
        id: `n${i}`,
        period: { start: `${ago(10 + (i % 3600))}T10:00:00+01:00` },
      })),
    );
    expect(status).toBe(200);
    expect(html).not.toContain('<svg');
  });

  test('of thousands of appointments ahead and of entries of one death draws none of the first, and names the second once', async () => {
    const booking = (n: number) => ({
      ...{ resourceType: 'Appointment', id: `b${n}`, status: 'booked', start: `${ago(-2 - (n % 300))}T09:00:00Z` },
      participant: [{ actor: { reference: 'Patient/p' } }, { actor: { reference: 'Practitioner/d' } }],
    });
    const death = (n: number) => ({
      ...{ resourceType: 'Condition', id: `c${n}`, subject: { reference: 'Patient/p' }, code: { text: 'Bereavement' } },
      ...{ onsetDateTime: ago(400), recordedDate: ago(400) },
    });
    const many = [...Array(4000).keys()];
    const { status, html } = await open([visit(40), ...many.map(booking), ...many.map(death)]);
    expect([status, html.includes('<svg'), plainText(html).match(/A bereavement,/g)?.length]).toEqual([200, false, 1]);
  });

  test('has no script, no style of its own, no comment and no reference of the record', async () => {
    const { html } = await open([...visits(30), note]);
    expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=|<!--|javascript:|Encounter\/|Practitioner\/|Patient\//);
  });

  test('escapes what the record holds', async () => {
    const record = [...basics, patient({ name: [{ text: '<img src=x onerror=alert(1)>' }] }), roleOf(), visit(40)];
    const { html } = await openRecord(site, [
      ...record,
      { ...note, id: 'n2', note: [{ text: '</blockquote><script>alert(1)</script>' }] },
    ]);
    expect(html).not.toMatch(/<img|<script/);
    expect(html).toContain('&#60;script>'.replace('>', '&#62;'));
  });

  test('shows ten years, five or all, and says what of the card is earlier', async () => {
    const record = [visit(100), visit(2000), visit(4000)];
    const rows = async (length: string) => countingCells((await open(record, { length })).html).length;
    expect([await rows('5'), await rows('10'), await rows('all')]).toEqual([1, 2, 3]);
    const { html } = await open(record, { length: '5' });
    expect(html).toContain('<a aria-current="true" href="/thread?of=launch&#38;years=5">5 years</a>');
  });

  test('names who was seen most where that is established, and known of enough visits', async () => {
    const seenMost = 'Seen most in the last 3 years: Dr Wren, 4 of 4 visits.';
    const own = [30, 200, 300, 420].map((days) => visit(days));
    expect(plainText((await open(own)).html)).toContain(seenMost);
    expect(plainText((await open(own.slice(0, 3))).html)).not.toContain('Seen most');
    const byNobody = [40, 50].map((days) => visit(days, { participant: [] }));
    expect(plainText((await open([...own, ...byNobody])).html)).not.toContain('Seen most');
  });

  test('has eight lanes of one clinician each, and names the others where it is opened', async () => {
    const doctor = (id: string) => ({
      resourceType: 'Practitioner',
      id,
      name: [{ prefix: ['Dr'], family: `Doc${id}` }],
    });
    const ids = [...'abcefghijk'];
    const seen = ids.flatMap((id, n) =>
      [...Array(ids.length - n)].map((_, i) =>
        visit(20 + 30 * i + n, { id: `${id}${i}`, participant: [{ individual: { reference: `Practitioner/${id}` } }] }),
      ),
    );
    const { html } = await open([...ids.map(doctor), ...seen]);
    const [, list = ''] = /<ul class="lanes-in-words">([\s\S]*?)<\/ul>/.exec(html) ?? [];
    const lanes = list.split('<li>').slice(1).map(plainText);
    expect(lanes.map((lane) => lane.split(':')[0])).toEqual([
      ...['Dr Doca', 'Dr Docb', 'Dr Docc', 'Dr Doce', 'Dr Docf', 'Dr Docg', 'Dr Doch', 'Dr Doci'],
      'Others',
    ]);
    const [, members = ''] = /<details id="members">([\s\S]*?)<\/details>/.exec(html) ?? [];
    expect(plainText(members)).toBe('Names in the lanes of several people Others: 2 people Dr Docj and Dr Dock');
  });

  test('shows no name above where the EHR does', async () => {
    const { html } = await open([visit(40)], { banner: false });
    expect(html).not.toContain('Arnold');
    expect((await open([visit(40)])).html).toContain('Arnold');
  });

  test('of a birth date known to the year alone gives the year and no age', async () => {
    const { html } = await openRecord(site, [...basics, patient({ birthDate: '1949' }), roleOf()]);
    expect(plainText(html)).toContain('Mr Arnold Wood born 1949 Who has seen whom');
  });

  test('says of silent detections neither what they found, nor that nothing was', async () => {
    const life = tellingLives.find(({ name }) => name === 'owen-holt');
    const record = [...tellingStaff, ...(life?.resources ?? [])];
    const reading = { patientId: life?.patient ?? '', userId: 'Practitioner/dr-wren', finding: 'quiet-pattern' };
    const env = { AS_OF: '2026-11-24' };
    const pageOn = async (one: TestApp) => plainText((await openRecord(one, record, reading)).html);
    const [loud, silent] = [await startApp({ env }), await startApp({ env: { ...env, SILENT: 'true' } })];
    const [speaking, quiet] = [await pageOn(loud), await pageOn(silent)];
    await loud.close();
    await silent.close();
    expect(speaking).toContain('What Secure Base noticed');
    expect(quiet).not.toContain('What Secure Base noticed');
    expect(quiet).not.toContain('Nothing was noticed');
    expect(quiet).toContain('not switched on here yet, and of that nothing is said.');
  });

  test('says which parts could not be read, and leads on by a plain page where the person is one', async () => {
    const resources = [...basics, patient(), roleOf(), visit(40)] as Resource[];
    const server = await startFhirServer({ resources });
    server.fail('Condition', { status: 403 });
    expect(plainText((await openOn(site, server.base)).html)).toMatch(
      /What could not be read the problems: the server would not give it/,
    );
    server.fail('Encounter', { status: 403 });
    const unread = plainText((await openOn(site, server.base)).html);
    expect(unread).toContain('The contacts could not be read, so that nothing can be said of them.');
    expect(unread).toContain('Nothing was noticed in what could be read.');
    expect(unread).not.toMatch(/No contact|Seen most|need to know today/);
    server.fail('Patient', { status: 401 });
    const { status, html } = await openOn(site, server.base);
    await server.close();
    expect([status, plainText(html)]).toEqual([412, expect.stringContaining('The record could not be read')]);
  });
});

describe('the leaflet', () => {
  test('has the note in the person’s own words, the agreed signs and who to ring', async () => {
    const { status, html } = await open([visit(40)], { page: 'leaflet', whoToRing: 'The surgery, 01904 000000' });
    expect(status).toBe(200);
    const text = plainText(html);
    for (const one of [
      'My own early signs',
      'When I stop sleeping, ring me.',
      'sleeping badly',
      'The surgery, 01904 000000',
    ])
      expect(text).toContain(one);
    expect(html).toContain('<body class="leaflet">');
  });

  test.each([
    ['nb', 'nb-NO'],
    ['de-CH', 'de-DE'],
    ['pl', 'en-GB'],
  ])('is in the language that the person prefers, where there are words: %s', async (code, language) => {
    const own = patient({ communication: [{ language: { coding: [{ code }] }, preferred: true }] });
    const { html } = await openRecord(site, [...basics, own, roleOf(), visit(40)], { page: 'leaflet' });
    expect(html).toContain(`<html lang="${language}">`);
    expect(plainText(html)).toContain(languages[language as Language].thread.sheet.title);
  });

  test.each([
    ['no note', []],
    ['a note that is revoked', [{ ...note, status: 'revoked' }]],
    ['a note that was not written with the person', [{ ...note, contributor: undefined }]],
  ])('there is none of %s', async (_, notes) => {
    const without = basics.filter((one) => !JSON.stringify(one).includes('"CarePlan"'));
    const { status } = await openRecord(site, [...without, patient(), roleOf(), ...notes], { page: 'leaflet' });
    expect(status).toBe(404);
  });
});
