/** What an EHR does around a hook: collect the prefetch, call the service, act on a card. Without a DOM. */

/** Fills a prefetch template's tokens; undefined where one is not known, and the key is then left out. */
export function fill(template, context) {
  const user = context.userId.split('/');
  const tokens = {
    'context.patientId': context.patientId,
    'context.userId': context.userId,
    'context.encounterId': context.encounterId,
    userPractitionerId: user[0] === 'Practitioner' ? user[1] : undefined,
    userPractitionerRoleId: user[0] === 'PractitionerRole' ? user[1] : undefined,
  };
  let known = true;
  const filled = template.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, token) => {
    if (tokens[token] === undefined) known = false;
    return tokens[token];
  });
  return known ? filled : undefined;
}

/** Evaluates the advertised templates against the EHR's own FHIR server. What is not there is null. */
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
 * Fires a hook as an EHR would: asks the service's discovery for its templates, calls it, and gives back the exchange.
 * `way` is `prefetch` (the data come with the call) or `server` (the service reads them itself); `more` is what the
 * hook's context holds besides, such as proposed appointments.
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

/** A routine appointment that is proposed to a person: with whom, on which day. */
export function proposed({ patientId, who, day }) {
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

/** A referral to a specialist that is about to be signed. */
export function drafted({ patientId, userId }) {
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

/** Performs the actions of an accepted suggestion on the EHR's own FHIR server; gives back what was created. */
export async function perform(suggestion, get) {
  const created = [];
  for (const { type, resource } of suggestion.actions ?? []) {
    if (type !== 'create') continue;
    const answer = await get(`demo/fhir/${resource.resourceType}`, post(resource, 'application/fhir+json'));
    if (answer.ok) created.push(await answer.json());
  }
  return created;
}

/** Tells the service what became of a card. */
export async function sendFeedback({ get, service, card, outcome }) {
  const request = { feedback: [{ card: card.uuid, ...outcome, outcomeTimestamp: new Date().toISOString() }] };
  const answer = await get(`cds-services/${service}/feedback`, post(request));
  return { request, status: answer.status };
}

/**
 * The paragraphs of a card's `detail` as plain text. Secure Base writes paragraphs only, and escapes what comes from
 * the record with backslashes (GitHub Flavored Markdown 6.1) or entities (6.2): both are undone, nothing is markup.
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

function post(body, type = 'application/json') {
  return { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) };
}
