import { json, type Operation } from './operation.ts';

/** Whether a process of this version is running, and ready. */
export function healthOperations(version: string): Readonly<Record<string, Operation>> {
  const status = (value: string) =>
    json(
      'Healthy',
      {
        type: 'object',
        required: ['status', 'version'],
        properties: {
          status: { type: 'string', enum: [value] },
          version: { type: 'string' },
          unreviewedLanguages: {
            type: 'array',
            items: { type: 'string' },
            description:
              'Languages of the cards that nobody who speaks them has reviewed; left out where there are none',
          },
        },
        additionalProperties: true,
      },
      { status: value, version },
    );
  return {
    'GET /health/live': {
      ...{ id: 'readLiveness', tag: 'Operation', caller: 'anyone' },
      answers: { 200: status('up') },
    },
    'GET /health/ready': {
      ...{ id: 'readReadiness', tag: 'Operation', caller: 'anyone', problems: ['overloaded'] },
      answers: { 200: status('ready') },
    },
  };
}
