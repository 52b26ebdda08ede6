import { nearest } from './nearest.ts';
import { settings } from './settings.ts';
import type { Remark } from './start-policy.ts';

type Setting = Remark['setting'];

const names = Object.keys(settings.shape) as Setting[];

/** Warnings about variables that are no settings, but nearly the name of one: what they should set is not in force. */
export function misspeltSettings(env: Readonly<Record<string, string | undefined>>): Remark[] {
  return Object.keys(env).flatMap((name) => {
    if (names.some((setting) => setting === name) || !/^[A-Za-z][\w-]*$/.test(name) || env[name] === '') return [];
    const setting = nearest(name.toUpperCase().replaceAll('-', '_'), names) as Setting | undefined;
    return setting === undefined ? [] : [{ setting, line: `${name} is not a setting: did you mean ${setting}?` }];
  });
}
