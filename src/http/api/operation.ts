import type { OpenAPIV3_1 } from 'openapi-types';
import type { ProblemKind } from '../../problem.ts';

/** The groups of the document, and what each is for. */
export const tags = {
  'CDS Hooks': 'What an EHR calls: discovery, the services and the feedback on their cards (CDS Hooks 2.0.1).',
  'Thread of care': 'Pages about one person that an EHR opens in a browser (SMART App Launch 2.2, EHR launch).',
  Detections: 'What is looked for, and on what evidence.',
  Administration: 'Counts, erasure and waking, for whoever has ADMIN_TOKEN.',
  Operation: 'Health, metrics and this document.',
} as const;

/** Who may use an operation: a registered CDS client, the administrator, a browser with a session, or anyone. */
export type Caller = 'anyone' | 'client' | 'administrator' | 'session';

/** Read when somebody asks for the document: some are files. */
export type Examples = () => Readonly<Record<string, unknown>>;

/** What the document says of a route beside its own schema. */
export interface Operation {
  /** Unique in the document, and a name in generated clients. */
  readonly id: string;
  readonly tag: keyof typeof tags;
  readonly caller: Caller;
  /** Those that no other route of its kind has; the rest is derived. */
  readonly problems?: readonly ProblemKind[];
  /** Statuses of pages that say why nothing is shown; only where a browser is answered, and in place of `problems`. */
  readonly pages?: readonly number[];
  readonly parameters?: readonly OpenAPIV3_1.ParameterObject[];
  /** Examples, by name, of the body that it takes. */
  readonly requests?: Examples;
  /** Examples, by name, of its answer where the route's own schema describes it. */
  readonly responses?: Examples;
  /** Answers by status where the route has no schema of them. */
  readonly answers?: OpenAPIV3_1.ResponsesObject;
}

/** An answer in JSON, with its schema and an example. */
export function json(description: string, schema: Schema, example?: object): Answer {
  return { description, content: { 'application/json': { schema, ...(example && { example }) } } };
}

/** An answer in another media type. */
export function text(description: string, type: string): Answer {
  return { description, content: { [type]: { schema: { type: 'string' } } } };
}

/** The same answer in two media types, chosen by `Accept`. */
export function either(one: Answer, other: Answer): Answer {
  return { ...one, content: { ...one.content, ...other.content } };
}

type Answer = OpenAPIV3_1.ResponseObject;
type Schema = OpenAPIV3_1.SchemaObject | OpenAPIV3_1.ReferenceObject;
