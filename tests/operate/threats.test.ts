import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

const page = readFileSync('docs/security.md', 'utf8');

/** The rows of the threat tables: threat, mitigation, evidence. */
const threats = page.split('\n').flatMap((line) => {
  const cells = line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, ''));
  const [threat = '', met = '', shown] = cells;
  return shown === undefined || cells.length !== 3 || /^(threat|who|boundary|---|\d)/.test(threat)
    ? []
    : [{ threat, met, shown }];
});

describe('docs/security.md', () => {
  test.each(threats)('$threat: is shown by tests that are there', ({ shown }) => {
    const files = [...shown.matchAll(/`(tests\/[^`]+)`/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  test('every threat table is read, each threat once', () => {
    expect(page.match(/^\| threat \| how it is met \| shown by \|$/gm)).toHaveLength(8);
    expect(threats.length).toBeGreaterThan(60);
    expect(new Set(threats.map(({ threat }) => threat)).size).toBe(threats.length);
  });
});
