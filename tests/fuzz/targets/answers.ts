import assert from 'node:assert/strict';
import type { LightMyRequestResponse } from 'fastify';
import { HookResponse, OperationOutcome } from '#src/cds/protocol.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { chartCalls, staffDirectoryFile } from '../charts.ts';
import { injected } from '../odd-texts.ts';

/** Stands in everything that is said of another person, and must come out nowhere. */
export const anothers = 'xqother';

/** Stands for an access token. */
export const secret = 'xqtoken';

/** A service that shows whatever it finds, at every opening. */
export function startLoudApp(env: Record<string, string> = {}): Promise<TestApp> {
  const loud = { SAME_VISIT_HOURS: '168', CARDS_PER_100_OPENINGS: '0', MAX_CARDS: '20' };
  return startApp({ env: { ...loud, FHIR_SERVERS: '', STAFF_DIRECTORY: staffDirectoryFile(), ...env } });
}

/**
 * Sends something and looks at what is told of it: nothing of the caller's texts in log or audit, and no error, which
 * would be a detection or a card that failed on what it was given.
 */
export async function sendQuietly(
  { lines, audited }: TestApp,
  send: () => Promise<LightMyRequestResponse>,
): Promise<LightMyRequestResponse> {
  const [line, entry] = [lines.length, audited.length];
  const answer = await send();
  const written = lines.slice(line).join('') + JSON.stringify(audited.slice(entry));
  assert.ok(!written.includes('"level":50'), `logged an error: ${written}`);
  assert.deepEqual(markersIn(written), []);
  return answer;
}

const personIds = chartCalls.map(({ context }) => String(context.patientId));

/** Texts of callers, of patients or of other people that came out. */
export function markersIn(text: string): string[] {
  return [injected, anothers, secret, ...personIds].filter((marker) => text.toLowerCase().includes(marker));
}

/** Ends the service, whose metrics must name nobody. */
export async function stopApp(site: TestApp): Promise<void> {
  assert.deepEqual(markersIn(await site.metrics()), []);
  await site.close();
}

/** Cards of an answer to a hook, or undefined where it was refused. */
export function cardsOf(answer: LightMyRequestResponse, refusals = [400, 412]): HookResponse['cards'] | undefined {
  assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
  if (answer.statusCode !== 200) return assertRefusal(answer, refusals);
  assert.ok(!answer.body.includes(anothers), 'tells of another person');
  return HookResponse.strict().parse(answer.json()).cards;
}

/** An OperationOutcome that names nothing of what was sent, with one of these statuses. */
export function assertRefusal({ statusCode, body }: LightMyRequestResponse, statuses: readonly number[]): undefined {
  assert.ok(statuses.includes(statusCode), `answers ${statusCode}`);
  OperationOutcome.strict().parse(JSON.parse(body));
  assert.deepEqual(markersIn(body), []);
}
