import type { OpenAPIV3_1 } from 'openapi-types';
import type { Operation } from './operation.ts';

const schemes: Readonly<Record<string, OpenAPIV3_1.SecuritySchemeObject>> = {
  clientToken: {
    ...{ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    description:
      'A JWT that a registered client signs for one call (CDS Hooks 2.0.1, "Trusting CDS Clients"): `iss` its issuer, `aud` the URL that is called, `iat`, `exp`, a new `jti`, and `tenant` where its entry lists any; ES384 or RS384 unless that says otherwise. Docs: integrate.md, "Tokens".',
  },
  adminToken: {
    ...{ type: 'http', scheme: 'bearer' },
    description: 'ADMIN_TOKEN of this installation. Without that setting there are no such routes.',
  },
  session: {
    ...{ type: 'apiKey', in: 'cookie', name: '__Host-thread' },
    description:
      'Sealed, set at the end of a SMART App Launch that the EHR begins at `/thread/launch` or `/thread/own/launch`; the EHR says there who asks. A long one goes on in `__Host-thread-1` and `__Host-thread-2`.',
  },
};

const schemeOf: Readonly<Record<Operation['caller'], string | undefined>> = {
  anyone: undefined,
  client: 'clientToken',
  administrator: 'adminToken',
  session: 'session',
};

/** How these callers say who they are. */
export function schemesOf(callers: readonly Operation['caller'][], needsToken: boolean): typeof schemes {
  const used = callers.flatMap((caller) => securityOf(caller, needsToken).flatMap(Object.keys));
  return Object.fromEntries(Object.entries(schemes).filter(([name]) => used.includes(name)));
}

/** What a caller needs; nothing for services that any caller may use. */
export function securityOf(caller: Operation['caller'], needsToken: boolean): OpenAPIV3_1.SecurityRequirementObject[] {
  const scheme = caller === 'client' && !needsToken ? undefined : schemeOf[caller];
  return scheme === undefined ? [] : [{ [scheme]: [] }];
}
