import type { OpenAPIV3_1 } from 'openapi-types';
import { type Operation, text } from './operation.ts';

function query(name: string, description: string, required = false): OpenAPIV3_1.ParameterObject {
  return { in: 'query', name, description, required, schema: { type: 'string' } };
}

const goesOn = (where: string): OpenAPIV3_1.ResponsesObject => ({
  303: { description: where, headers: { Location: { schema: { type: 'string', format: 'uri' } } } },
  default: text('Whatever else happens: a page that says why nothing is shown', 'text/html'),
});

const launch = {
  ...{ tag: 'Thread of care', caller: 'anyone', pages: [403, 422, 429, 503] },
  parameters: [
    query('iss', 'The FHIR base of the EHR, as it is registered', true),
    query('launch', 'What the EHR gave the app to name this launch'),
  ],
  answers: goesOn('To the authorisation endpoint of the EHR'),
} as const satisfies Omit<Operation, 'id'>;

const page = {
  ...{ tag: 'Thread of care', caller: 'session', pages: [401, 403, 404, 409, 412, 429, 503] },
  answers: { 200: text('The page', 'text/html') },
} as const satisfies Omit<Operation, 'id'>;

const of = query('of', 'The session that the page belongs to: one browser holds one');

/** The routes below `/thread`. Whoever is answered is a person with a browser, so errors are pages. */
export const threadOperations: Readonly<Record<string, Operation>> = {
  'GET /thread/launch': { ...launch, id: 'launchThread' },
  'GET /thread/own/launch': { ...launch, id: 'launchOwnPage' },
  'GET /thread/admin/launch': { ...launch, id: 'launchAdministration' },
  'GET /thread/callback': {
    ...{ id: 'finishLaunch', tag: 'Thread of care', caller: 'anyone', pages: [403, 413, 422, 429, 503] },
    parameters: [
      query('state', 'That of the launch'),
      query('code', 'What is exchanged for a token'),
      query('error', 'Why the EHR refused, in place of a code'),
    ],
    answers: goesOn('To the page, with the session in a cookie'),
  },
  'GET /thread': {
    ...{ ...page, id: 'readThread' },
    parameters: [of, query('years', 'How much is shown: `5`, `10` or `all`; `10` in place of anything else')],
  },
  'GET /thread/leaflet': { ...page, id: 'readLeaflet', parameters: [of] },
  'GET /thread/goodbyes': { ...page, id: 'readGoodbyes', parameters: [of] },
  'GET /thread/own': {
    ...{ ...page, id: 'readOwnPage' },
    parameters: [of, query('sheet', 'There, with any value: the sheet for a reflective group')],
  },
  'GET /thread/admin': { ...page, id: 'readAdministration', parameters: [of] },
  'GET /thread/figures.css': {
    ...{ id: 'readFiguresStyle', tag: 'Thread of care', caller: 'anyone', pages: [429, 503] },
    answers: { 200: text('What the pages with figures look like', 'text/css') },
  },
  'GET /thread/style.css': {
    ...{ id: 'readStyle', tag: 'Thread of care', caller: 'anyone', pages: [429, 503] },
    answers: { 200: text('What the pages look like', 'text/css') },
  },
  'GET /thread/jwks.json': {
    ...{ id: 'readKeys', tag: 'Thread of care', caller: 'anyone', pages: [429, 503] },
    answers: {
      200: {
        description: 'The public half of SMART_KEY; no key where there is none',
        content: {
          'application/jwk-set+json': {
            schema: {
              type: 'object',
              required: ['keys'],
              properties: { keys: { type: 'array', items: { type: 'object', additionalProperties: true } } },
            },
            example: { keys: [] },
          },
        },
      },
    },
  },
};
