import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

const page = readFileSync('docs/security.md', 'utf8');

const heading = '| threat | how it is met | shown by |';

/** The rows of the threat tables: threat, mitigation, evidence. */
const threats = page
  .split(heading)
  .slice(1)
  .flatMap((table) => {
    const [, ...lines] = table.trimStart().split('\n');
    const rows = lines.slice(
      0,
      lines.findIndex((line) => !line.startsWith('|')),
    );
    return rows.map((line) => {
      const [threat = '', met = '', shown = ''] = line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, ''));
      return { threat, met, shown };
    });
  });

describe('docs/security.md', () => {
  test.each(threats)('$threat: is shown by tests that are there', ({ shown }) => {
    const files = [...shown.matchAll(/`(tests\/[^`]+)`/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  test('every threat table is read, each threat once', () => {
    expect(page.split(heading)).toHaveLength(9 + 1);
    expect(threats.length).toBeGreaterThan(60);
    expect(new Set(threats.map(({ threat }) => threat)).size).toBe(threats.length);
  });
});
