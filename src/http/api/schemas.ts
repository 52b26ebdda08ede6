import type { OpenAPIV3_1 } from 'openapi-types';
import { z } from 'zod';
import { OperationOutcome } from '../../cds/protocol.ts';

const { $schema: _, ...outcome } = z.toJSONSchema(OperationOutcome);

/** The schemas to which answers refer. */
export const schemas = { OperationOutcome: outcome as OpenAPIV3_1.SchemaObject };
