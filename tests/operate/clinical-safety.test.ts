import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

const page = readFileSync('docs/clinical-safety.md', 'utf8');

/** The hazards: id, title and the section up to the next heading. */
const hazards = [...page.matchAll(/^### (HZ\d+) (.+)\n([\s\S]*?)(?=^##)/gm)].map(
  ([, id = '', title = '', section = '']) => ({ id, title, section }),
);

/** The rows of a hazard's table: a control and the tests that show it. */
const controlsIn = (section: string) =>
  [...section.matchAll(/^\| (?!control|---)(.+) \| (.+) \|$/gm)].map(([, control = '', shown = '']) => ({
    control,
    files: [...shown.matchAll(/`(tests\/[^`]+)`/g)].map(([, file = '']) => file),
  }));

describe('docs/clinical-safety.md', () => {
  test.each(hazards)('$id $title: cause, effect, controls, and what is left', ({ section }) => {
    expect(section).toMatch(/\*Cause\*: \S/);
    expect(section).toMatch(/\*Effect\*: \S/);
    expect(section).toMatch(/\*Left\*: \S/);
    expect(controlsIn(section).length).toBeGreaterThan(0);
  });

  test.each(
    hazards.flatMap(({ id, section }) => controlsIn(section).map((one) => ({ id, ...one }))),
  )('$id, $control: is shown by tests that are there', ({ files }) => {
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  test('the hazards are numbered without a gap, and each has a row to score', () => {
    const ids = hazards.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(12);
    expect(ids).toEqual(ids.map((_, i) => `HZ${i + 1}`));
    const scored = [...page.matchAll(/^\| (HZ\d+) \|/gm)].map(([, id = '']) => id);
    expect(scored).toEqual(ids);
  });
});
