import { expect, test } from '@jest/globals';
import { couldNotTellSection } from '#src/admin/could-not-tell.ts';

const words = { parts: { roles: 'who works here' }, reasons: { timeout: 'it did not come in time' } };
const late = { part: 'roles', why: 'timeout' };
const rowsFor = (openings: number | '<7', of: number | '<7') =>
  couldNotTellSection([{ client: 'c', openings: of, unread: [{ ...late, openings }] }], '2026-11-23', words).match(
    /<td>.*(?=<\/table>)/,
  )?.[0];

test('shares are whole numbers, and there are none of hidden numbers', () => {
  const named = '<td>who works here<td>it did not come in time<td>';
  expect(rowsFor(50, 200)).toBe(`${named}50<td>25`);
  expect(rowsFor(200, 200)).toBe(`${named}200<td>100`);
  expect(rowsFor(7, 2000)).toBe(`${named}7<td>&#60;1`);
  expect(rowsFor('<7', 2000)).toBe(`${named}&#60;7<td>`);
  expect(rowsFor('<7', '<7')).toBe(`${named}&#60;7<td>`);
});

test('what has no words is named by its code, and a client’s name is text', () => {
  const other = { part: 'former-part', why: 'former-reason', openings: 7 };
  const section = couldNotTellSection([{ client: '<b>&', openings: 10, unread: [other] }], '2026-11-23', words);
  expect(section).toContain('<h3>&#60;b&#62;&#38;</h3>');
  expect(section).toContain('<td>former-part<td>former-reason<td>7<td>70');
});

test('without clients, and without anything unread, there is none', () => {
  expect(couldNotTellSection([], '', words)).toContain('<p>None.</p>');
  expect(couldNotTellSection([{ client: 'c', openings: 12, unread: [] }], '2026-11-23', words)).toContain(
    '<p>None.</p>',
  );
});
