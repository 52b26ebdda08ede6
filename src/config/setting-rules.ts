import type { z } from 'zod';
import { unreviewedOf } from '../cards/wording/index.ts';
import { detectors, ownPageDetections } from '../detectors/index.ts';
import { isLoopback } from '../values/hosts.ts';
import { namesNoLanguage } from './language.ts';
import type { settings } from './settings.ts';
import type { SiteValues } from './site-values.ts';
import type { Remark, Setup } from './start-policy.ts';

type Settings = z.output<typeof settings>;

/** @throws one line that names the setting, if two settings contradict each other */
export function refuseContradictions(values: Settings, publicUrl: string): void {
  const { AS_OF, DEMO, PSEUDONYM_KEY, PSEUDONYM_KEY_OLD } = values;
  const { search, hash, username, password } = new URL(publicUrl);
  if (search || hash || username || password) throw new Error('PUBLIC_URL: must have no query, fragment or user info');
  if (AS_OF !== undefined && DEMO === 'off') throw new Error('AS_OF: can be set only with DEMO=on');
  if (PSEUDONYM_KEY === undefined && PSEUDONYM_KEY_OLD !== undefined)
    throw new Error('PSEUDONYM_KEY_OLD: can be set only with PSEUDONYM_KEY');
  refuseSiteContradictions(values, DEMO === 'on');
}

/** @throws one line that names the setting, if two settings of one site contradict each other */
export function refuseSiteContradictions(values: SiteValues, demo: boolean): void {
  const { DETECTIONS_ON, DETECTIONS_OFF } = values;
  const both = DETECTIONS_ON.find((code) => DETECTIONS_OFF.includes(code));
  if (both) throw new Error(`DETECTIONS_ON: ${both} is in DETECTIONS_OFF too`);
  refuseExceptions(values, demo);
}

/** Who lists a detection that can't speak would wait for its cards in vain. */
function refuseExceptions({ SILENT, SILENT_EXCEPT, ...values }: SiteValues, demo: boolean): void {
  if (SILENT_EXCEPT.length === 0) return;
  if (SILENT === 'false') throw new Error('SILENT_EXCEPT: can be set only with SILENT=true');
  const speaking: readonly string[] = SILENT_EXCEPT;
  const noCard = speaking.find((code) => ownPageDetections.some((line) => line.code === code));
  if (noCard) throw new Error(`SILENT_EXCEPT: ${noCard} is never a card, so it is not silent`);
  const off = detectors.find((one) => speaking.includes(one.code) && !isOn(one, values, demo));
  if (off) throw new Error(`SILENT_EXCEPT: ${off.code} is off: see DETECTIONS_ON and DETECTIONS_OFF`);
}

function isOn(
  { code, offByDefault }: (typeof detectors)[number],
  values: Pick<SiteValues, 'DETECTIONS_ON' | 'DETECTIONS_OFF'>,
  demo: boolean,
): boolean {
  if (values.DETECTIONS_OFF.includes(code)) return false;
  return !offByDefault || demo || values.DETECTIONS_ON.includes(code);
}

/** Remarks where a list of locales names none of our languages, and where nobody has reviewed the words of the language. */
export function languageRemarks(
  given: string | undefined,
  { LANGUAGE }: Pick<Settings, 'LANGUAGE'>,
): readonly Remark[] {
  const unknown = given !== undefined && given !== '' && namesNoLanguage(given);
  return [
    ...(unknown ? [`LANGUAGE=${given} is none of ours: cards are in ${LANGUAGE}`] : []),
    ...unreviewedOf([LANGUAGE]).map((one) => `LANGUAGE=${one}: no clinician has reviewed the words of this language`),
  ].map((line) => ({ setting: 'LANGUAGE', line }));
}

/** In silent mode a remark for the first lines: nobody should wait for cards without knowing why there are none. */
export function silenceRemarks({ SILENT, SILENT_EXCEPT, MAX_CARDS }: Settings): readonly Remark[] {
  if (SILENT === 'false') return [];
  const but = SILENT_EXCEPT.length === 0 ? '' : ` but those of ${SILENT_EXCEPT.join(', ')}`;
  const silent: Remark = { setting: 'SILENT', line: `SILENT=true: no cards are shown${but}` };
  // Who was silent by MAX_CARDS=0 before would read four weeks of noughts.
  const none: Remark = { setting: 'MAX_CARDS', line: 'MAX_CARDS=0: nothing would have been shown in silent mode' };
  return MAX_CARDS === 0 ? [silent, none] : [silent];
}

/** The parts of the settings on which it depends whether the service may start. */
export function setupOf(host: string, publicUrl: string, values: Settings): Setup {
  const { protocol, hostname } = new URL(publicUrl);
  const servers = values.FHIR_SERVERS;
  return {
    reachableBy: isLoopback(host) && isLoopback(hostname) ? 'this machine' : 'others',
    inClear: protocol !== 'https:' && !isLoopback(hostname),
    DEMO: values.DEMO === 'on',
    TRUSTED_CLIENTS: values.TRUSTED_CLIENTS !== undefined,
    OPEN_ACCESS: values.OPEN_ACCESS === 'true',
    FHIR_SERVERS: servers.includes('*') ? '*' : servers.length > 0 ? 'listed' : 'none',
    PSEUDONYM_KEY: values.PSEUDONYM_KEY !== undefined,
  };
}
