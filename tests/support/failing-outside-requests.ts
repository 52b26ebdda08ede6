/**
 * Makes the service fail outside of any request, by what a library might throw: on SIGUSR2 in a timer, on SIGWINCH by a
 * promise that nobody awaits. The text is a patient's, as the message of a SyntaxError quotes what was parsed.
 */
const text = 'Unexpected token, "Margaret Holloway, 1961" is not valid JSON';

process.on('SIGUSR2', () => {
  setTimeout(() => {
    throw new SyntaxError(text, { cause: text });
  });
});
process.on('SIGWINCH', () => {
  void Promise.reject(Object.assign(new TypeError(text), { code: 'ERR_OF_A_LIBRARY' }));
});
