import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { startApp, type TestApp } from '../support/app.ts';
import { ago, subject, visit } from '../support/days-ago.ts';
import { isRestricted } from '../support/family.ts';
import { startFhirServer } from '../support/fhir-server.ts';
import { countingCells, openOn, openRecord, plainText } from './open-threads.ts';
import { job, patient, roleOf, widower } from './record.ts';

let site: TestApp;
beforeAll(async () => {
  site = await startApp({ env: { DETECTIONS_ON: 'pregnancy-loss' } });
});
afterAll(() => site.close());

const flag = (text: string) => ({
  resourceType: 'Flag',
  id: 'flag',
  status: 'active',
  code: { text },
  subject,
});
const sensitive = ['Wife, 7 February 2025', 'When I stop sleeping, ring me.', 'Low spells: 18 May 2025'];

/** Titles of detections that speak of them, found or not. */
const titles = ['Bereavement', 'Anniversary of a death', 'A person’s own early signs', 'Signs written down together'];

describe('a thread of care', () => {
  test.each([
    ['a GP', {}],
    ['a nurse', job('R8001', 'Practice Nurse')],
    ['a registrar', job('R6200', 'GP Registrar')],
  ])('opens for %s here, with losses, notes and relapses', async (_, role) => {
    const { status, html } = await openRecord(site, [...widower, patient(), roleOf(role)]);
    expect(status).toBe(200);
    const text = plainText(html);
    expect(text).toContain('Mr Arnold Wood born 3 March 1949 (77)');
    for (const one of ['Wife,', 'When I stop sleeping, ring me.', 'Low spells:']) expect(text).toContain(one);
  });

  test.each([
    ['a receptionist', roleOf(job('R1730', 'Receptionist')), {}],
    ['one whose role here has ended', roleOf({ period: { end: ago(10) } }), {}],
    ['one whose role here is not active', roleOf({ active: false }), {}],
    ['one who works elsewhere only', roleOf({ organization: { reference: 'Organization/other' } }), {}],
    ['the person', roleOf(), { userId: 'Patient/p' }],
    ['a relative', roleOf(), { userId: 'RelatedPerson/w' }],
    ['an unknown kind of user', roleOf(), { userId: 'Device/1' }],
  ])('does not open for %s', async (_, role, opening) => {
    const { status, html } = await openRecord(site, [...widower, patient(), role], opening);
    expect([status, plainText(html)]).toEqual([403, expect.stringContaining('This page is for clinicians here')]);
    expect(html).not.toContain('Wood');
  });

  test.each([
    ['restricted', patient(isRestricted), []],
    ['of someone who has died', patient({ deceasedDateTime: ago(5) }), []],
    ['not in use', patient({ active: false }), []],
    ['replaced by another', patient({ link: [{ type: 'replaced-by', other: { reference: 'Patient/q' } }] }), []],
    ['with a safeguarding concern', patient(), [flag('Safeguarding concern')]],
  ])('does not open for a record that is %s, and says no reason', async (_, person, more) => {
    const { status, html } = await openRecord(site, [...widower, person, roleOf(), ...more]);
    const restricted = await openRecord(site, [...widower, patient(isRestricted), roleOf()]);
    expect([status, html]).toEqual([403, restricted.html]);
    expect(plainText(html)).toContain('This page is not shown for this record');
  });

  test('opens for a record with another flag', async () => {
    const { status } = await openRecord(site, [...widower, patient(), roleOf(), flag('Hard of hearing')]);
    expect(status).toBe(200);
  });

  test('without roles that can be read shows who has seen whom, but no losses, notes or relapses', async () => {
    const record = [...widower, patient(), roleOf()] as Resource[];
    const server = await startFhirServer({ resources: record });
    const before = plainText((await openOn(site, server.base)).html);
    for (const one of sensitive) expect(before).toContain(one);
    const other = await startFhirServer({ resources: record });
    other.fail('PractitionerRole', { status: 403 });
    const { status, html } = await openOn(site, other.base);
    await Promise.all([server.close(), other.close()]);
    const text = plainText(html);
    expect(status).toBe(200);
    expect(countingCells(html)).toHaveLength(4);
    for (const one of sensitive) expect(text).not.toContain(one);
    // That a detection found no death, relapse or note of late would say that there is one.
    for (const title of titles)
      expect([title, before.includes(title), text.includes(title)]).toEqual([title, true, false]);
    expect(text).toContain('Losses, relapses and notes are shown to users whose clinical role here can be read.');
  });

  test.each([
    ['losses', sensitive[0]],
    ['notes', sensitive[1]],
    ['relapses', sensitive[2]],
  ] as const)('leaves out %s where the site does, and nothing else', async (one, text) => {
    const { html } = await openRecord(site, [...widower, patient(), roleOf()], { leftOut: [one] });
    expect(sensitive.filter((each) => plainText(html).includes(each))).toEqual(
      sensitive.filter((each) => each !== text),
    );
  });

  test('says nothing of a death where domestic abuse is recorded', async () => {
    const abuse = {
      resourceType: 'Condition',
      id: 'da',
      subject,
      code: { text: 'Victim of domestic abuse' },
      recordedDate: ago(900),
      clinicalStatus: { coding: [{ code: 'resolved' }] },
    };
    const { html } = await openRecord(site, [...widower, patient(), roleOf(), abuse]);
    expect(plainText(html)).not.toContain('Wife');
  });
});

describe('what a thread never shows', () => {
  const hidden = visit(50, { id: 'hidden', ...isRestricted });

  test('a restricted visit, in whatever place', async () => {
    const open = await openRecord(site, [...widower, patient(), roleOf(), visit(50, { id: 'hidden' })]);
    const { html } = await openRecord(site, [...widower, patient(), roleOf(), hidden]);
    expect(countingCells(open.html)).toHaveLength(5);
    expect(countingCells(html)).toHaveLength(4);
    expect(plainText(html)).not.toContain('11 August 2026');
  });

  test('the day of a restricted visit, as the end of a silence', async () => {
    const [first, last] = [visit(800), visit(30)];
    const without = widower.filter((one) => !JSON.stringify(one).includes('"Encounter"'));
    const open = await openRecord(site, [...without, first, last, patient(), roleOf()]);
    expect(plainText(open.html)).toContain('2 years without a contact, 22 July 2024 to 31 August 2026.');
    const secret = visit(400, { id: 'hidden', ...isRestricted });
    const { html } = await openRecord(site, [...without, first, last, secret, patient(), roleOf()]);
    expect(plainText(html)).not.toMatch(/without a contact|August 2025/);
  });

  test('a termination, nor any loss of a pregnancy but by its card', async () => {
    const entry = (text: string) => ({
      resourceType: 'Condition',
      id: text.replace(' ', '-'),
      subject,
      code: { text },
      recordedDate: ago(40),
      onsetDateTime: ago(40),
    });
    const woman = patient({ gender: 'female', birthDate: '1990-01-01', name: [{ family: 'Wood' }] });
    const { html } = await openRecord(site, [
      ...widower,
      woman,
      roleOf(),
      entry('Termination of pregnancy'),
      entry('Miscarriage'),
    ]);
    expect(plainText(html)).not.toMatch(/terminat|miscarr|pregnan/i);
  });

  test('a diagnosis that nobody can have spoken of yet', async () => {
    const cancer = (days: number) => ({
      resourceType: 'Condition',
      id: 'ca',
      subject,
      code: { text: 'Malignant neoplasm of breast', coding: [{ system: 'http://snomed.info/sct', code: '254837009' }] },
      recordedDate: ago(days),
      onsetDateTime: ago(days),
      clinicalStatus: { coding: [{ code: 'active' }] },
    });
    const known = await openRecord(site, [...widower, patient(), roleOf(), cancer(100)]);
    expect(plainText(known.html)).toContain('Cancer, since');
    const { html } = await openRecord(site, [...widower, patient(), roleOf(), cancer(10)]);
    expect(plainText(html)).not.toContain('Cancer');
  });

  test('the name of a clinician whom nothing may name', async () => {
    const identified = {
      resourceType: 'Practitioner',
      id: 'x',
      name: [{ prefix: ['Dr'], family: 'Secret' }],
      identifier: [{ system: 'https://fhir.hl7.org.uk/Id/gmc-number', value: '7654321' }],
    };
    const visits = [60, 70, 80].map((days) =>
      visit(days, { participant: [{ individual: { reference: 'Practitioner/x' } }] }),
    );
    const named = await openRecord(site, [...widower, patient(), roleOf(), identified, ...visits]);
    expect(named.html).toContain('Dr Secret');
    const strict = await startApp({ env: { NOT_NAMED: 'https://fhir.hl7.org.uk/Id/gmc-number|7654321' } });
    const { html } = await openRecord(strict, [...widower, patient(), roleOf(), identified, ...visits]);
    await strict.close();
    expect(html).not.toContain('Secret');
    expect(countingCells(html)).toHaveLength(7);
  });

  test('an attendance missed by a child', async () => {
    const missed = {
      resourceType: 'Appointment',
      id: 'm',
      status: 'noshow',
      start: `${ago(40)}T09:00:00Z`,
      participant: [
        { actor: subject, status: 'accepted' },
        { actor: { reference: 'Practitioner/d' }, status: 'accepted' },
      ],
    };
    const adult = await openRecord(site, [...widower, patient(), roleOf(), missed]);
    expect(plainText(adult.html)).toContain('One missed appointment: 21 August 2026.');
    const { html } = await openRecord(site, [...widower, patient({ birthDate: '2015-03-03' }), roleOf(), missed]);
    expect(plainText(html)).not.toContain('missed appointment');
  });
});
