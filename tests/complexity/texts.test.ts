import { describe } from '@jest/globals';
import { texts } from '../../scripts/complexity/families/texts.ts';
import { testCosts } from './costs.ts';

describe('a body of 10 MiB costs twice as much as half of it, and no more than one call may: texts', () => {
  testCosts(texts);
});
