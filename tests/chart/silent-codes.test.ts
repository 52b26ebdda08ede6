import { expect, test } from '@jest/globals';
import { isSilent, isSilentService, silentOf } from '#src/chart/silent-codes.ts';

const codes = ['first-meeting', 'known-team'];

test.each([
  ['where nothing is silent', { silent: false, silentExcept: [] }, [], false, false],
  ['in silent mode', { silent: true, silentExcept: [] }, codes, true, true],
  ['where one speaks', { silent: true, silentExcept: ['known-team'] }, ['first-meeting'], false, true],
  ['where all of a service speak', { silent: true, silentExcept: codes }, [], false, true],
] as const)('%s, these detections are silent, and a service is if all of its own are', (_, policy, expected, all, none) => {
  expect(codes.filter((code) => isSilent(code, policy))).toEqual(expected);
  expect([...silentOf(codes, policy)]).toEqual(expected);
  expect(isSilentService(codes, policy)).toBe(all);
  expect(isSilentService([], policy)).toBe(none);
});
