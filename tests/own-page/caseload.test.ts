import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createPseudonyms } from '#src/memory/pseudonyms.ts';
import type { OwnPages, OwnPagesOptions } from '#src/own-page/own-pages.ts';
import type { SmartSession } from '#src/smart/session.ts';
import type { OpeningRecord, Store } from '#src/store/store.ts';
import { batch, opening, shown, someone } from '../store/spec.ts';
import { type FhirServer, startFhirServer } from '../support/fhir-server.ts';
import { dayMs, openPages, practice, sessionAt, textOf } from './pages.ts';

const now = Date.now();
const tenant = '["https://ehr.example.org"]';
const groups = {
  A1: 'Someone’s usual clinician had left',
  A3: 'A usual clinician, perhaps you, was about to leave',
  C1: 'You and the person were to meet for the first time',
  E: 'Signs that came before an earlier relapse',
  H: 'A loss, serious news or another event that changes a life',
};

let server: FhirServer;
let store: Store;
let pages: OwnPages;
let pseudonyms: OwnPagesOptions['pseudonyms'];
let waiting: OpeningRecord[];
const open = async (options: Partial<OwnPagesOptions> = {}) => {
  await store?.close();
  ({ pages, store, pseudonyms } = await openPages(options, () => waiting));
};
beforeEach(async () => {
  waiting = [];
  server = await startFhirServer({ resources: practice });
  await open();
});
afterEach(() => Promise.all([server.close(), store.close()]));

/** An opening by one user, as a hook call that read them leaves it. */
const openingOf = (ids: readonly string[], codes: readonly string[], change: Partial<OpeningRecord> = {}) =>
  opening({
    ...{ tenant, patient: someone(), at: now - dayMs, clinicians: pseudonyms.clinician(tenant, ids) },
    ...{ shown: codes.map((code) => shown({ code })), findings: codes },
    ...change,
  });
const record = (...openings: OpeningRecord[]) => store.record(batch(...openings));
const pageOf = async (change: Partial<SmartSession> = {}) =>
  textOf((await pages.own(sessionAt(server.base, change), { sheet: false })).html);
/** The counts that a page shows, by group. */
const countsOf = (page: string) =>
  Object.fromEntries(
    Object.entries(groups).map(([group, label]) => [group, Number(new RegExp(`${label}\\s+(\\d+)`).exec(page)?.[1])]),
  );
const none = { A1: 0, A3: 0, C1: 0, E: 0, H: 0 };

describe('J2: the user’s own cards of 30 days', () => {
  test('are counted by group, and no other kind is', async () => {
    await record(
      openingOf(['Practitioner/reid'], ['usual-clinician-left', 'first-meeting', 'bereavement', 'gone-quiet']),
      openingOf(['Practitioner/reid'], ['usual-clinician-leaving', 'pregnancy-loss', 'illness-signature']),
      openingOf(['Practitioner/reid'], ['shared-signature', 'anniversary', 'usual-clinician-away', 'continuity-low']),
    );
    expect(countsOf(await pageOf())).toEqual({ A1: 1, A3: 1, C1: 1, E: 2, H: 3 });
  });

  test('are none for a user who saw none', async () => {
    expect(countsOf(await pageOf())).toEqual(none);
  });

  test('are of each user alone, whoever else saw the same people', async () => {
    const same = openingOf(['Practitioner/reid'], ['first-meeting']);
    await record(
      same,
      openingOf(['Practitioner/khan'], ['bereavement', 'bereavement'], { patient: same.patient }),
      openingOf(['Practitioner/other'], ['usual-clinician-left']),
    );
    expect(countsOf(await pageOf())).toEqual({ ...none, C1: 1 });
    expect(countsOf(await pageOf({ user: 'Practitioner/khan' }))).toEqual({ ...none, H: 2 });
  });

  test('are found under every id and number by which the user is known', async () => {
    await record(
      openingOf(['PractitionerRole/role-reid'], ['first-meeting']),
      openingOf(['Practitioner/of-another-server', 'gmc|7000001'], ['first-meeting']),
      openingOf(['gmc|7000002'], ['first-meeting']),
    );
    expect(countsOf(await pageOf())).toEqual({ ...none, C1: 2 });
    expect(countsOf(await pageOf({ user: `${server.base}/Practitioner/reid` }))).toEqual({ ...none, C1: 2 });
    expect(countsOf(await pageOf({ user: 'PractitionerRole/role-reid' }))).toEqual({ ...none, C1: 2 });
  });

  test('are found under the former pseudonym key too', async () => {
    const [key, former] = [Buffer.alloc(32, 7), Buffer.alloc(32, 9)];
    await open({ pseudonyms: createPseudonyms(key, former) });
    const clinicians = createPseudonyms(former).clinician(tenant, ['Practitioner/reid']);
    await record(openingOf([], ['first-meeting'], { clinicians }), openingOf(['Practitioner/reid'], ['bereavement']));
    expect(countsOf(await pageOf())).toEqual({ ...none, C1: 1, H: 1 });
  });

  test('do not reach back over 30 days, nor into another tenant', async () => {
    await record(
      openingOf(['Practitioner/reid'], ['first-meeting'], { at: now - 31 * dayMs }),
      openingOf(['Practitioner/reid'], ['first-meeting'], { at: now - 29 * dayMs }),
      openingOf(['Practitioner/reid'], ['first-meeting'], { tenant: 'another' }),
    );
    expect(countsOf(await pageOf())).toEqual({ ...none, C1: 1 });
  });

  test('include those that wait to be written', async () => {
    waiting = [openingOf(['Practitioner/reid'], ['first-meeting'])];
    expect(countsOf(await pageOf())).toEqual({ ...none, C1: 1 });
  });

  test('are not counted where they cannot be read, or it is not known at which practice', async () => {
    expect(await pageOf({ tenant: undefined })).toContain('it is not known at which of several practices');
    await store.close();
    const page = await pageOf();
    expect(page).toContain('Your cards could not be counted just now');
    expect(countsOf(page).C1).toBeNaN();
    await open();
  });

  test('are not on the page where a site has not switched that on', async () => {
    await open({ caseload: false });
    await record(openingOf(['Practitioner/reid'], ['first-meeting']));
    expect(await pageOf()).not.toContain('Your cards');
  });

  test('leave nothing new in the store', async () => {
    await record(openingOf(['Practitioner/reid'], ['first-meeting']));
    const before = await store.summary(0);
    await pageOf();
    expect(await store.summary(0)).toEqual(before);
  });
});
