import type { OpenAPIV3_1 } from 'openapi-types';
import { either, json, type Operation, text } from './operation.ts';
import { threadOperations } from './thread-operations.ts';

/** The schema of a detection, with further properties. */
const detection = (more: OpenAPIV3_1.SchemaObject['properties'] = {}): OpenAPIV3_1.SchemaObject => ({
  type: 'object',
  required: ['code', 'title'],
  properties: { code: { type: 'string' }, title: { type: 'string' }, ...more },
  additionalProperties: true,
});
const address = { type: 'string', format: 'uri' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const inLanguage: OpenAPIV3_1.ParameterObject = {
  in: 'query',
  name: 'language',
  description: 'Tag (BCP 47) of the language of the words; that of the service in place of one that it does not speak',
  schema: { type: 'string' },
  example: 'nb-NO',
};
const objects = { type: 'array', items: { type: 'object', additionalProperties: true } } as const;

/**
 * Every route but those of the services, which are derived from their list, by method and path as they are registered. A
 * route without a row is not in the document, and fails a test.
 */
export const operations: Readonly<Record<string, Operation>> = {
  'GET /': {
    ...{ id: 'readHome', tag: 'Operation', caller: 'anyone' },
    answers: {
      302: { description: 'A browser, to the demonstration where there is one' },
      200: either(
        json(
          'Where everything is',
          {
            type: 'object',
            required: ['name', 'services', 'detections', 'api'],
            properties: { name: { type: 'string' }, services: address, detections: address, api: address },
            additionalProperties: true,
          },
          {
            name: 'Secure Base',
            services: 'https://cds.example.org/cds-services',
            detections: 'https://cds.example.org/detections',
            api: 'https://cds.example.org/openapi.json',
          },
        ),
        text('The same as a page', 'text/html'),
      ),
    },
  },
  'GET /openapi.json': {
    ...{ id: 'readOpenApi', tag: 'Operation', caller: 'anyone' },
    answers: { 200: json('This document', { type: 'object', additionalProperties: true }) },
  },
  'GET /metrics': {
    ...{ id: 'readMetrics', tag: 'Operation', caller: 'anyone' },
    answers: { 200: text('Text format of Prometheus', 'text/plain') },
  },
  'GET /detections': {
    ...{ id: 'listDetections', tag: 'Detections', caller: 'anyone', parameters: [inLanguage] },
    answers: {
      200: either(
        json(
          'Every detection by its code',
          {
            type: 'object',
            required: ['detections'],
            properties: { detections: { type: 'array', items: detection() } },
          },
          { detections: [{ code: 'usual-clinician-left', title: 'Usual clinician has left' }] },
        ),
        text('The same as a page', 'text/html'),
      ),
    },
  },
  'GET /detections/:code': {
    ...{ id: 'readDetection', tag: 'Detections', caller: 'anyone', problems: ['not-found'], parameters: [inLanguage] },
    answers: {
      200: either(
        json(
          'What it looks for, on what evidence, when it stays silent, and the thresholds in force here',
          detection({ mark: { type: 'string' }, settings: objects }),
        ),
        text('The same as a page', 'text/html'),
      ),
    },
  },
  'POST /admin/erase': {
    ...{ id: 'erasePerson', tag: 'Administration', caller: 'administrator' },
    requests: () => ({ person: { tenant: 'https://ehr.example.org', patient: 'margaret-holloway' } }),
    answers: {
      200: json(
        'Erased, durably: how many rows of each kind. None where nothing was known',
        {
          type: 'object',
          required: ['cards', 'answers', 'openings'],
          properties: { cards: count, answers: count, openings: count },
        },
        { cards: 1, answers: 0, openings: 1 },
      ),
    },
  },
  'POST /admin/detections/:code/wake': {
    ...{ id: 'wakeDetection', tag: 'Administration', caller: 'administrator', problems: ['not-found'] },
    requests: () => ({ tenant: { tenant: 'https://ehr.example.org' } }),
    answers: {
      200: json(
        'Whether it was silent before, and is not any more',
        { type: 'object', required: ['woken'], properties: { woken: { type: 'boolean' } } },
        { woken: false },
      ),
    },
  },
  'GET /admin': {
    ...{ id: 'readAdminForm', tag: 'Administration', caller: 'anyone' },
    answers: { 200: text('A form for ADMIN_TOKEN, which then shows the page of `/admin/summary`', 'text/html') },
  },
  'GET /admin/summary': {
    ...{ id: 'readSummary', tag: 'Administration', caller: 'administrator' },
    answers: {
      200: either(
        either(
          json('Counts of four weeks at a time, without people; what is small is `<7`, what would give it away `7+`', {
            type: 'object',
            required: ['weeks', 'periods', 'next', 'review', 'retired'],
            properties: {
              ...{ weeks: objects, periods: objects, review: objects, retired: objects },
              next: { type: 'string', format: 'date' },
            },
            additionalProperties: true,
          }),
          text('The same as a page to print', 'text/html'),
        ),
        text('The same as a table', 'text/csv'),
      ),
    },
  },
  ...threadOperations,
};
