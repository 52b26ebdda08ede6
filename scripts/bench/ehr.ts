/**
 * An EHR that launches the thread of care: an authorisation server, and a FHIR server that answers at once with a record of
 * COUNT encounters. `POST /launch` gives the id of a launch. Prints its base URL.
 */
import { createServer, type ServerResponse } from 'node:http';
import { createIssuer } from '#demo/auth/issuer.ts';
import { scopesOf } from '#src/smart/scopes.ts';
import { encounters, person, searchset, staff } from './record.ts';

const { PORT = '', CALLBACK = '', COUNT = '' } = process.env;
const origin = `http://127.0.0.1:${PORT}`;
const today = Math.floor(Date.now() / 86_400_000);
const record = [person, ...encounters(Number(COUNT), today), ...staff(today, true)];
const byType = Map.groupBy(record, ({ resourceType }) => resourceType as string);
const found = new Map([...byType].map(([type, all]) => [type, JSON.stringify(searchset(all))]));
const nothing = JSON.stringify(searchset([]));
const issuer = createIssuer({
  issuer: `${origin}/auth`,
  fhirBase: `${origin}/fhir`,
  clients: [
    {
      client_id: 'secure-base',
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
  ],
  scopes: scopesOf('chart', undefined, ['permission-v2']),
});

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', origin);
  if (pathname === '/fhir/.well-known/smart-configuration')
    return send(response, JSON.stringify(issuer.smartConfiguration));
  if (pathname === '/launch')
    return send(response, JSON.stringify(issuer.create({ user: 'Practitioner/baker', patient: person.id ?? '' })));
  if (pathname.startsWith('/auth/')) return issuer.handle(request, response, '/auth');
  const [type = '', id] = pathname.replace(/^\/fhir\//, '').split('/');
  const one = byType.get(type)?.find((each) => each.id === id);
  send(
    response,
    id === undefined ? (found.get(type) ?? nothing) : JSON.stringify(one ?? { resourceType: 'OperationOutcome' }),
  );
});
server.listen(Number(PORT), '127.0.0.1', () => console.log(`${origin}/fhir`));

function send(response: ServerResponse, body: string): void {
  response.setHeader('content-type', 'application/fhir+json');
  response.end(body);
}
