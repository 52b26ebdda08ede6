import { describe, expect, test } from '@jest/globals';
import { readConfig } from '#src/config/config.ts';
import { settings } from '#src/config/settings.ts';
import { catalogueCodes } from '#src/detectors/index.ts';

const known = { PSEUDONYM_KEY: '0123456789abcdef'.repeat(4) };
const warningsOf = (env: Record<string, string>) => readConfig({ ...known, ...env }).warnings;

describe('a variable that is nearly a setting', () => {
  test.each([
    ['DETECTION_OFF', 'DETECTIONS_OFF'],
    ['DETECTIONSOFF', 'DETECTIONS_OFF'],
    ['DETECTIONS_OF', 'DETECTIONS_OFF'],
    ['FHIR_SERVER', 'FHIR_SERVERS'],
    ['TRUSTED_CLIENT', 'TRUSTED_CLIENTS'],
    ['TRUST_PROXIES', 'TRUST_PROXY'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['max_cards', 'MAX_CARDS'],
    ['MAX-CARDS', 'MAX_CARDS'],
    ['RETIRE_ABVOE', 'RETIRE_ABOVE'],
  ])('%s is warned about with the nearest, %s', (name, setting) => {
    expect(warningsOf({ [name]: 'secret' })).toEqual([
      { setting, line: `${name} is not a setting: did you mean ${setting}?` },
    ]);
  });

  test('is warned about for each setting whose last letter is missing, beside that setting too', () => {
    const names = Object.keys(settings.shape).filter((name) => name.length > 6);
    expect(names.length).toBeGreaterThan(25);
    for (const name of names) {
      const short = name.slice(0, -1);
      expect([name, warningsOf({ [short]: 'x' })]).toEqual([
        name,
        [{ setting: name, line: `${short} is not a setting: did you mean ${name}?` }],
      ]);
    }
    expect(warningsOf({ MAX_CARD: '2', MAX_CARDS: '2' })).toHaveLength(1);
  });

  test('is not what else an environment holds', () => {
    const usual =
      'HOME HOSTNAME LANG LC_ALL LOGNAME MAIL NODE_ENV NODE_OPTIONS NODE_EXTRA_CA_CERTS OLDPWD PATH POSTGRES_PASSWORD PWD ' +
      'SHELL SHLVL TERM TMPDIR TZ USER _ HTTP_PROXY HTTPS_PROXY NO_PROXY KUBERNETES_SERVICE_HOST KUBERNETES_PORT ' +
      'SECURE_BASE_SERVICE_PORT OTEL_SERVICE_NAME OTEL_EXPORTER_OTLP_ENDPOINT DATABASE_URL REDIS_URL ACCESS_TOKEN ' +
      'npm_config_loglevel npm_lifecycle_event INIT_CWD EDITOR COLOR DISPLAY CI DEBIAN_FRONTEND';
    expect(warningsOf(Object.fromEntries(usual.split(' ').map((name) => [name, 'x'])))).toEqual([]);
    expect(warningsOf({ DETECTION_OFF: '' })).toEqual([]);
    expect(warningsOf({ 'DETECTION_OFF\nX': 'x' })).toEqual([]);
  });
});

describe('an unknown detection', () => {
  const refusal = (codes: string) => {
    try {
      readConfig({ ...known, DETECTIONS_OFF: codes });
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  };
  const [first = '', second = ''] = catalogueCodes;

  test('is refused by its place and value, with the nearest code', () => {
    const misspelt = `${second.slice(0, -1)}x`;
    expect(refusal(`${first}, ${misspelt}`)).toBe(
      `DETECTIONS_OFF: item 2 (${misspelt}) is not a detection: did you mean ${second}?`,
    );
    expect(refusal(`${first},${second}`)).toBeUndefined();
  });

  test('is refused without another code where none is near', () => {
    expect(refusal('A1')).toBe('DETECTIONS_OFF: item 1 (A1) is not a detection');
    expect(refusal('q'.repeat(500))).toBe(`DETECTIONS_OFF: item 1 (${'q'.repeat(60)}) is not a detection`);
  });
});
