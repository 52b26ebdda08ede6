/** The EHR's part of a hook: collect the prefetch, call the service, act on a card. No DOM. */

/** Fills the tokens of a prefetch template; undefined if one is unknown, in which case the key is omitted. */
export function fill(template, context) {
  const user = context.userId.split('/');
  const tokens = {
    'context.patientId': context.patientId,
    'context.userId': context.userId,
    'context.encounterId': context.encounterId,
    userPractitionerId: user[0] === 'Practitioner' ? user[1] : undefined,
    userPractitionerRoleId: user[0] === 'PractitionerRole' ? user[1] : undefined,
  };
  let areTokensKnown = true;
  const filled = template.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, token) => {
    if (tokens[token] === undefined) areTokensKnown = false;
    return tokens[token];
  });
  return areTokensKnown ? filled : undefined;
}

/** Adds the token that the service may ask of its callers; the demonstration's server signs it for this page. */
export function withTokens(get, { areCallsSigned }) {
  if (!areCallsSigned) return get;
  return async (path, init) => {
    if (!path.startsWith('cds-services')) return get(path, init);
    const { token } = await (await get('demo/token', post({ path: `/${path}` }))).json();
    return get(path, { ...init, headers: { ...init?.headers, authorization: `Bearer ${token}` } });
  };
}

/** Evaluates the advertised templates against the EHR's own FHIR server. A resource that is not found becomes null. */
async function prefetchFor(templates, context, fhir) {
  const entries = Object.entries(templates).map(async ([key, template]) => {
    const query = fill(template, context);
    if (query === undefined) return [];
    const answer = await fhir(query);
    return [[key, answer.ok ? await answer.json() : null]];
  });
  return Object.fromEntries((await Promise.all(entries)).flat());
}

/**
 * Fires a hook as an EHR would: reads the templates from discovery, calls the service, and returns the request and
 * response. `way` is `prefetch` (data is sent with the call) or `server` (the service reads it); `more` is additional
 * context of the hook, such as proposed appointments.
 */
export async function fireHook({ get, practice, hook = 'patient-view', userId, patientId, encounterId, more, way }) {
  const discovery = await (await get('cds-services')).json();
  const service = discovery.services.find((one) => one.hook === hook);
  const context = { userId, patientId, ...(encounterId && { encounterId }), ...more };
  const request = { hook, hookInstance: crypto.randomUUID(), fhirServer: practice.fhirServer, context };
  if (way === 'prefetch') {
    request.prefetch = await prefetchFor(service.prefetch ?? {}, context, (query) => get(`demo/fhir/${query}`));
  }
  const started = performance.now();
  const answer = await get(`cds-services/${service.id}`, post(request));
  const response = await answer.json();
  const milliseconds = Math.round(performance.now() - started);
  return { service: service.id, request, status: answer.status, response, milliseconds };
}

/** A proposed routine appointment. */
export function proposedAppointment({ patientId, who, day }) {
  const accepted = { actor: { reference: `Patient/${patientId}` }, status: 'accepted' };
  const asked = { actor: { reference: `Practitioner/${who}` }, status: 'needs-action' };
  const resource = {
    resourceType: 'Appointment',
    id: `proposed-${who}-${day}`,
    status: 'proposed',
    description: 'Routine appointment',
    start: `${day}T10:30:00Z`,
    end: `${day}T10:40:00Z`,
    participant: [accepted, asked],
  };
  return { appointments: { resourceType: 'Bundle', type: 'collection', entry: [{ resource }] } };
}

/** A draft referral to a specialist. */
export function draftReferral({ patientId, userId }) {
  const resource = {
    resourceType: 'ServiceRequest',
    id: 'drafted-referral',
    status: 'draft',
    intent: 'order',
    category: [{ coding: [{ system: 'http://snomed.info/sct', code: '3457005', display: 'Patient referral' }] }],
    subject: { reference: `Patient/${patientId}` },
    requester: { reference: userId },
  };
  return { draftOrders: { resourceType: 'Bundle', type: 'collection', entry: [{ resource }] } };
}

/** Performs the actions of an accepted suggestion on the EHR's FHIR server; returns the created resources. */
export async function perform(suggestion, get) {
  const created = [];
  for (const { type, resource } of suggestion.actions ?? []) {
    if (type !== 'create') continue;
    const answer = await get(`demo/fhir/${resource.resourceType}`, post(resource, 'application/fhir+json'));
    if (answer.ok) created.push(await answer.json());
  }
  return created;
}

/** Why each detection of a call made a card, or none. The demonstration alone has it: an EHR gets the cards. */
export async function explain(request, get) {
  const answer = await get('demo/explain', post(request));
  if (!answer.ok) throw new Error(`explain was answered with ${answer.status}`);
  return answer.json();
}

/** Takes back what was created: removes it from the EHR's FHIR server. */
export async function remove(created, get) {
  for (const { resourceType, id } of created) await get(`demo/fhir/${resourceType}/${id}`, { method: 'DELETE' });
}

/** Stores a changed resource on the EHR's FHIR server. */
export async function save(resource, get) {
  const { resourceType, id } = resource;
  const answer = await get(`demo/fhir/${resourceType}/${id}`, {
    ...post(resource, 'application/fhir+json'),
    method: 'PUT',
  });
  if (!answer.ok) throw new Error(`${answer.status}`);
}

/** Sends feedback on a card to the service. */
export async function sendFeedback({ get, service, card, outcome }) {
  const request = { feedback: [{ card: card.uuid, ...outcome, outcomeTimestamp: new Date().toISOString() }] };
  const { ok, status } = await get(`cds-services/${service}/feedback`, post(request));
  if (!ok) throw new Error(`feedback was answered with ${status}`);
}

/**
 * The paragraphs of a card's `detail` as plain text. Secure Base writes only paragraphs, and escapes text from the
 * record with backslashes (GitHub Flavored Markdown 6.1) or entities (6.2): both are unescaped, and nothing is
 * interpreted as markup.
 */
export function paragraphs(markdown) {
  const named = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };
  return markdown
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim().replace(/\s*\n\s*/g, ' '))
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) =>
      paragraph.replace(
        /\\([!-/:-@[-`{-~])|&(?:#(\d{1,7})|(amp|lt|gt|quot|nbsp));/g,
        (_, escaped, code, name) => escaped ?? (code ? String.fromCodePoint(Number(code)) : named[name]),
      ),
    );
}

/** A request that sends JSON. */
export function post(body, type = 'application/json') {
  return { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) };
}
