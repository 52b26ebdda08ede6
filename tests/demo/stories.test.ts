import { describe, expect, test } from '@jest/globals';
import { people } from '../../demo/practice/people.ts';

/** Numbers and exact times, which a card computes and a story could only get wrong as today moves. */
const exact =
  /\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|half|twice|dozen|both)\b|\b(?:an?|last|this|next|every) (?:year|month|week|hour)\b|\byesterday\b/i;

describe('the story of each person', () => {
  test.each(people.map(({ id, story }) => [id, story]))('%s: there is one, without numbers', (_, story) => {
    expect(story).not.toBe('');
    expect(story).not.toMatch(exact);
  });

  test.each([
    'Ten visits.',
    'Leaves in five weeks.',
    'It was a year ago.',
    'Last week.',
    'Fifteen of them.',
    '2 of 3',
  ])('a number is recognized: %s', (words) => {
    expect(words).toMatch(exact);
  });

  test.each([
    'The one visit.',
    'For years.',
    'Some weeks ago.',
    'Often.',
    'In the same week.',
  ])('no number is seen in: %s', (words) => {
    expect(words).not.toMatch(exact);
  });
});
