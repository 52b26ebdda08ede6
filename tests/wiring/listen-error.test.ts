import { expect, test } from '@jest/globals';
import { namingSetting } from '#src/wiring/listen-error.ts';

const failure = (code: string) => Object.assign(new Error('listen failed'), { code });

test.each([
  ['EADDRINUSE', /^PORT: 80 [^\n]+$/],
  ['EACCES', /^PORT: [^\n]+ 80\b[^\n]+$/],
  ['EADDRNOTAVAIL', /^HOST: 192\.0\.2\.1 [^\n]+$/],
  ['EAFNOSUPPORT', /^HOST: [^\n]+ 192\.0\.2\.1$/],
  ['ENOTFOUND', /^HOST: 192\.0\.2\.1 [^\n]+$/],
  ['EAI_AGAIN', /^HOST: 192\.0\.2\.1 [^\n]+$/],
])('%s names the setting', (code, line) => {
  expect(namingSetting(failure(code), { host: '192.0.2.1', port: 80 })).toMatchObject({
    message: expect.stringMatching(line),
  });
});

test('any other error stays as it is', () => {
  for (const error of [failure('EMFILE'), new Error('none'), 'text', undefined])
    expect(namingSetting(error, { host: '127.0.0.1', port: 80 })).toBe(error);
});
