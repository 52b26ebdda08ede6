import { z } from 'zod';
import { idOf, longest } from './ids.ts';
import { Silence, silenceExtension } from './silence.ts';

/**
 * The wire format of CDS Hooks 2.0.1: one schema per message and part; types and OpenAPI are derived from them. Requests
 * are loose (extensions survive, FHIR content is not validated); optional fields may be `null`.
 */

/** `{system, code}`; `display` is required in override reasons and optional elsewhere. */
export const Coding = z.object({ system: z.string(), code: z.string(), display: z.string().optional() });
export type Coding = z.infer<typeof Coding>;

const Extension = z.record(z.string(), z.looseObject({})).describe('Extensions; each value is a JSON object');

/** The name of the extension that says which version of Secure Base offers a service. */
export const releaseExtension = 'org.secure-base.release';

export const Service = z.object({
  hook: z.string(),
  id: z.string(),
  title: z.string(),
  description: z.string(),
  usageRequirements: z.string().optional(),
  prefetch: z.record(z.string(), z.string()).optional().describe('Prefetch templates by key'),
  version: z.string().describe('Version of the CDS Hooks specification'),
  extension: z
    .object({ [releaseExtension]: z.object({ version: z.string() }).describe('Version of Secure Base') })
    .optional(),
});
export type Service = z.infer<typeof Service>;

export const Discovery = z.object({ services: z.array(Service) });
export type Discovery = z.infer<typeof Discovery>;

const encounterId = idOf('Encounter');

/**
 * An object, or `[]`: PHP encodes an empty object so. A list of none, since an empty tuple would become an empty `prefixItems`,
 * which JSON Schema forbids (2020-12, 10.3.1.1).
 */
const orEmptyList = <T extends z.ZodType>(object: T) =>
  z.union([
    object,
    z
      .array(z.unknown())
      .max(0)
      .transform(() => ({})),
  ]);

export const FhirAuthorization = z.looseObject({
  access_token: z
    .string()
    .max(longest.token)
    .regex(/^[\x21-\x7e]+$/),
  token_type: z
    .string()
    .regex(/^bearer$/i)
    .describe('Bearer, in any letter case (RFC 6749, 5.1)'),
  expires_in: z.int(),
  scope: z.string().max(longest.token),
  subject: z.string().max(longest.id),
  patient: z.string().max(longest.id).nullish(),
});

/** The envelope of every hook call; `context` is checked by the schema of the service's hook. */
export const HookRequest = z.looseObject({
  hook: z.string().max(longest.id),
  hookInstance: z.guid().describe('Any version of UUID'),
  context: z.looseObject({}),
  fhirServer: z
    .url({ protocol: /^https?$/ })
    .max(longest.url)
    .nullish()
    .describe('Base URL; http or https'),
  fhirAuthorization: FhirAuthorization.nullish(),
  prefetch: orEmptyList(z.record(z.string().max(longest.id), z.unknown())).nullish(),
  extension: orEmptyList(z.looseObject({})).nullish(),
});
export type HookRequest = z.infer<typeof HookRequest>;

/** Context of `patient-view`. Any kind of `userId` is accepted; an unknown one leaves the user unresolved. */
export const PatientViewContext = z.looseObject({
  userId: z.string().min(1).max(longest.id),
  patientId: idOf('Patient'),
  encounterId: encounterId.nullish(),
});
export type PatientViewContext = z.infer<typeof PatientViewContext>;

const bundle = z.looseObject({ resourceType: z.literal('Bundle') });

/** Context of `appointment-book`: a Bundle of Appointments, whose content is read leniently. */
export const AppointmentBookContext = PatientViewContext.extend({ appointments: bundle });
export type AppointmentBookContext = z.infer<typeof AppointmentBookContext>;

/** Context of `encounter-start` and `encounter-discharge`. */
export const EncounterContext = PatientViewContext.extend({ encounterId });
export type EncounterContext = z.infer<typeof EncounterContext>;

/** Context of `order-sign`: a Bundle of orders. */
export const OrderSignContext = PatientViewContext.extend({ draftOrders: bundle });
export type OrderSignContext = z.infer<typeof OrderSignContext>;

/** A whole FHIR resource; only its type is checked. */
const Resource = z
  .custom<{ readonly resourceType: string }>(
    (value) => typeof value === 'object' && value !== null && 'resourceType' in value,
  )
  .meta({ type: 'object', description: 'A whole FHIR R4 resource' });

/** Creates or updates a whole resource, or deletes the one at `resourceId` (`Type/id`). */
export const Action = z.object({
  type: z.enum(['create', 'update', 'delete']),
  description: z.string(),
  resource: Resource.optional(),
  resourceId: z.string().optional(),
});
export type Action = z.infer<typeof Action>;

export const Suggestion = z.object({
  label: z.string(),
  uuid: z.string(),
  isRecommended: z.boolean(),
  actions: z.array(Action).min(1).optional(),
});
export type Suggestion = z.infer<typeof Suggestion>;

/** `appContext` is for `type` `smart` alone. */
export const Link = z.object({
  label: z.string(),
  url: z.url(),
  type: z.enum(['absolute', 'smart']),
  appContext: z.string().optional(),
});
export type Link = z.infer<typeof Link>;

export const Source = z.object({
  label: z.string(),
  url: z.url().optional(),
  icon: z.url().optional(),
  topic: Coding.optional(),
});
export type Source = z.infer<typeof Source>;

/** `selectionBehavior` is there if, and only if, there are suggestions. */
export const Card = z.object({
  uuid: z.string(),
  summary: z.string().max(139),
  detail: z.string().optional().describe('GitHub Flavored Markdown without HTML'),
  indicator: z.enum(['info', 'warning', 'critical']),
  source: Source,
  suggestions: z.array(Suggestion).min(1).optional(),
  selectionBehavior: z.enum(['at-most-one', 'any']).optional(),
  overrideReasons: z
    .array(Coding.extend({ display: z.string() }))
    .min(1)
    .optional(),
  links: z.array(Link).min(1).optional(),
  extension: Extension.optional(),
});
export type Card = z.infer<typeof Card>;

/** `extension` is there only where there are no cards, the caller may learn why, and there is a reason to name. */
export const HookResponse = z.object({
  cards: z.array(Card),
  extension: z.object({ [silenceExtension]: Silence }).optional(),
});
export type HookResponse = z.infer<typeof HookResponse>;

export const OperationOutcome = z.object({
  resourceType: z.literal('OperationOutcome'),
  issue: z
    .array(z.object({ severity: z.literal('error'), code: z.string(), diagnostics: z.string() }))
    .min(1)
    .describe('Diagnostics name fields and kinds of error, never values'),
});
export type OperationOutcome = z.infer<typeof OperationOutcome>;
