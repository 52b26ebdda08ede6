import fc from 'fast-check';
import { exampleCall, exampleHooks } from '../../support/example.ts';
import { mutated, mutations } from '../mutation.ts';
import type { Target } from '../target.ts';
import { damaged } from '../texts.ts';
import { assertRefusal, cardsOf, secret, sendQuietly, startLoudApp, stopApp } from './answers.ts';

interface Envelope {
  readonly path: string;
  readonly contentType: string;
  readonly text: string;
}

const hookCalls = exampleHooks.map((hook) => ({
  path: `/cds-services/secure-base-${hook}`,
  body: {
    ...exampleCall({ hook }),
    fhirServer: 'https://fhir.example.org/r4',
    fhirAuthorization: {
      access_token: secret,
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'patient/*.read',
      subject: 'client',
      patient: 'p',
    },
    extension: { 'org.example': { any: [1] } },
  },
}));

const outcomeTimestamp = '2026-09-30T08:30:00Z';
const feedback = hookCalls.map(({ path }) => ({
  path: `${path}/feedback`,
  body: {
    feedback: [
      { card: '4e0a3a1e-3283', outcome: 'accepted', acceptedSuggestions: [{ id: 'a' }], outcomeTimestamp },
      {
        card: '9368d37b-283f',
        outcome: 'overridden',
        overrideReason: { reason: { code: 'not-now', system: 'x', display: 'x' }, userComment: 'x' },
        outcomeTimestamp,
      },
    ],
  },
}));

const contentTypes = ['application/json', 'application/fhir+json;charset=utf-8'];

/** Down to what is around the content of FHIR; that is another target's. */
const levels = 5;

const envelopes = fc
  .tuple(fc.constantFrom(...hookCalls, ...feedback), mutations(2))
  .chain(([{ path, body }, changes]) =>
    fc.record({
      path: fc.constant(path),
      contentType: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...contentTypes) }, fc.string()),
      text: damaged(fc.constant(JSON.stringify(mutated(body, changes, levels)) ?? '')),
    }),
  );

/** The envelopes of calls and feedback, and bodies that are not even JSON. */
export const envelope: Target<Envelope> = {
  name: 'envelope',
  inputs: envelopes,
  runs: 1500,
  reach: 0.2,
  start: async () => {
    const site = await startLoudApp();
    return {
      try: async ({ path, contentType, text }) => {
        const answer = await sendQuietly(site, () => site.post(path, text, { 'content-type': contentType }));
        if (!path.endsWith('/feedback')) return cardsOf(answer, [400, 412, 415]) !== undefined;
        // 503: more answers wait for their cards than a tenant may have waiting.
        if (answer.statusCode !== 200) assertRefusal(answer, [400, 413, 415, 503]);
        return answer.statusCode === 200;
      },
      stop: () => stopApp(site),
    };
  },
};
