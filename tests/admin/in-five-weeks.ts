import { jest } from '@jest/globals';

const days = 36;

/** Asks when whatever was counted until now is printed: a week after the end of its period of four weeks. */
export async function inFiveWeeks<T>(ask: () => Promise<T>): Promise<T> {
  const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + days * 24 * 60 * 60 * 1000);
  try {
    return await ask();
  } finally {
    clock.mockRestore();
  }
}
