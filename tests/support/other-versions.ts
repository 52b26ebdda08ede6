/** Content of a resource, of whatever version. */
type Content = { readonly [element: string]: unknown };
/** Rewrites a resource of one type. */
type Rewrite = (resource: Content) => Content;
type Rewrites = Readonly<Record<string, Rewrite>>;

/** How one version says what R4 says, and what of R4 it has no place for. */
interface OtherVersion {
  /** Takes out what can't be said there, so that both can say all that is left. */
  readonly sayable: Rewrites;
  readonly rewritten: Rewrites;
}

function list(value: unknown): readonly Content[] {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one): one is Content => typeof one === 'object' && one !== null);
}

/** The same without these elements, and with others. */
function changed(resource: Content, without: readonly string[], added: Content): Content {
  const kept = Object.entries(resource).filter(([element]) => !without.includes(element));
  return Object.fromEntries([...kept, ...Object.entries(added).filter(([, value]) => value !== undefined)]);
}

const moved = (resource: Content, from: string, to: string): Content =>
  changed(resource, [from], { [to]: resource[from] });
const dropped =
  (...elements: string[]): Rewrite =>
  (resource) =>
    changed(resource, elements, {});
const some = (values: readonly unknown[]) => (values.length === 0 ? undefined : values);

/** `reasonCode` and `reasonReference` as R5's list of CodeableReference. */
function codeableReasons(resource: Content): readonly Content[] {
  return [
    ...list(resource.reasonCode).map((concept) => ({ concept })),
    ...list(resource.reasonReference).map((reference) => ({ reference })),
  ];
}

const withReason: Rewrite = (resource) =>
  changed(resource, ['reasonCode', 'reasonReference'], { reason: some(codeableReasons(resource)) });

const withMedication: Rewrite = (resource) =>
  changed(resource, ['medicationCodeableConcept', 'medicationReference'], {
    medication: { concept: resource.medicationCodeableConcept, reference: resource.medicationReference },
    ...(resource.dosageInstruction !== undefined && {
      dosageInstruction: list(resource.dosageInstruction).map((dosage) =>
        changed(dosage, ['asNeededBoolean', 'asNeededCodeableConcept'], {
          asNeeded: dosage.asNeededBoolean,
          asNeededFor: some(list(dosage.asNeededCodeableConcept)),
        }),
      ),
    }),
  });

const encounterStatus: Readonly<Record<string, string>> = { finished: 'completed', onleave: 'on-hold' };

/** Of what an encounter was before it was cancelled, R5 keeps that the person had arrived. */
function subjectStatusOf({ status, statusHistory }: Content): object | undefined {
  const waited = list(statusHistory).some((one) => one.status === 'arrived' || one.status === 'triaged');
  if (status !== 'cancelled' || !waited) return undefined;
  return { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/encounter-subject-status', code: 'arrived' }] };
}

/** hl7.org/fhir/R5: the R4 to R5 maps of each resource's page. */
const r5: OtherVersion = {
  sayable: {
    Encounter: (one) => ({
      ...one,
      status: one.status === 'arrived' || one.status === 'triaged' ? 'in-progress' : one.status,
    }),
    CarePlan: dropped('activity'),
    CareTeam: (one) => one,
  },
  rewritten: {
    Encounter: (one) =>
      changed(
        one,
        [
          'class',
          'period',
          'participant',
          'reasonCode',
          'reasonReference',
          'diagnosis',
          'hospitalization',
          'location',
          'serviceType',
          'statusHistory',
        ],
        {
          subjectStatus: subjectStatusOf(one),
          status: encounterStatus[String(one.status)] ?? one.status,
          class: some(list(one.class).map((coding) => ({ coding: [coding] }))),
          actualPeriod: one.period,
          participant: list(one.participant).map((each) => moved(each, 'individual', 'actor')),
          reason: some(codeableReasons(one).map((value) => ({ use: [{ text: 'Reason' }], value: [value] }))),
          diagnosis: some(list(one.diagnosis).map(({ condition }) => ({ condition: [{ reference: condition }] }))),
          admission: one.hospitalization,
          location: some(list(one.location).map((each) => moved(each, 'physicalType', 'form'))),
          serviceType: some(list(one.serviceType).map((concept) => ({ concept }))),
        },
      ),
    Appointment: (one) =>
      changed(one, ['cancelationReason', 'serviceType', 'reasonCode'], {
        cancellationReason: one.cancelationReason,
        serviceType: some(list(one.serviceType).map((concept) => ({ concept }))),
        reason: some(codeableReasons(one)),
        class: [{ coding: [{ code: 'AMB' }] }],
        subject: { reference: 'Patient/p' },
      }),
    Condition: (one) =>
      changed(one, ['recorder', 'asserter'], {
        participant: some([...list(one.recorder), ...list(one.asserter)].map((actor) => ({ actor }))),
      }),
    MedicationRequest: withMedication,
    MedicationDispense: withMedication,
    ServiceRequest: (one) => ({ ...one, code: { concept: one.code } }),
    Procedure: (one) =>
      changed(withReason(one), ['performedDateTime', 'performedPeriod'], {
        occurrenceDateTime: one.performedDateTime,
        occurrencePeriod: one.performedPeriod,
      }),
    Task: withReason,
    Communication: (one) => ({
      ...withReason(one),
      payload: list(one.payload).map(({ contentString }) => ({ contentCodeableConcept: { text: contentString } })),
    }),
    CareTeam: (one) => ({
      ...one,
      participant: list(one.participant).map((each) =>
        changed(moved(each, 'period', 'coveragePeriod'), ['role'], { role: list(each.role)[0] }),
      ),
    }),
    CarePlan: (one) => ({
      ...moved(one, 'author', 'custodian'),
      addresses: list(one.addresses).map((reference) => ({ reference })),
    }),
    PractitionerRole: (one) =>
      changed(one, ['notAvailable'], {
        availability: one.notAvailable === undefined ? undefined : [{ notAvailableTime: one.notAvailable }],
      }),
    Location: (one) => moved(one, 'physicalType', 'form'),
  },
};

const codeOf = (concept: unknown) => list(list(concept)[0]?.coding)[0]?.code;
const withCodes: Rewrite = (one) => ({
  ...moved(one, 'encounter', 'context'),
  ...(one.clinicalStatus !== undefined && { clinicalStatus: codeOf(one.clinicalStatus) }),
  ...(one.verificationStatus !== undefined && { verificationStatus: codeOf(one.verificationStatus) }),
});

const flatDoses: Rewrite = (one) => ({
  ...one,
  ...(one.dosageInstruction !== undefined && {
    dosageInstruction: list(one.dosageInstruction).map((dosage) =>
      changed(dosage, ['doseAndRate'], { doseQuantity: list(dosage.doseAndRate)[0]?.doseQuantity }),
    ),
  }),
});

/** A sign's trigger, whose data requirement filters by one Coding. */
const oldTrigger: Rewrite = (trigger) => {
  const [requirement = {}] = list(trigger.data);
  const codeFilter = list(requirement.codeFilter).map((filter) =>
    changed(filter, ['code', 'valueSet'], { valueCoding: filter.code, valueSetString: filter.valueSet }),
  );
  return changed(trigger, ['name', 'data'], {
    eventName: trigger.name,
    eventData: trigger.data === undefined ? undefined : { ...requirement, codeFilter },
  });
};

const oldTriggers = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(oldTriggers);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([element, inner]) => [
    element,
    element === 'valueTriggerDefinition' ? oldTrigger(inner) : oldTriggers(inner),
  ]);
  return Object.fromEntries(entries);
};

/** hl7.org/fhir/R4: the R3 to R4 maps of each resource's page, read backwards. */
const stu3: OtherVersion = {
  sayable: {
    Encounter: dropped('reasonReference', 'serviceType'),
    Appointment: (one) => ({
      ...dropped('cancelationReason')(one),
      status: one.status === 'checked-in' ? 'arrived' : one.status === 'waitlist' ? 'pending' : one.status,
    }),
    Condition: dropped('recorder'),
    MedicationRequest: dropped('courseOfTherapyType', 'doNotPerform'),
    MedicationDispense: (one) => ({
      ...one,
      status: one.status === 'cancelled' || one.status === 'declined' ? 'stopped' : one.status,
    }),
    ServiceRequest: dropped('doNotPerform'),
    Communication: dropped('topic'),
    CarePlan: dropped('created'),
  },
  rewritten: {
    Encounter: (one) => moved(moved(one, 'reasonCode', 'reason'), 'basedOn', 'incomingReferral'),
    Appointment: (one) => ({ ...moved(one, 'reasonCode', 'reason'), serviceCategory: list(one.serviceCategory)[0] }),
    Condition: (one) => ({
      ...moved(withCodes(one), 'recordedDate', 'assertedDate'),
      ...(one.stage !== undefined && { stage: list(one.stage)[0] }),
    }),
    Observation: withCodes,
    MedicationRequest: flatDoses,
    MedicationDispense: flatDoses,
    ServiceRequest: (one) => {
      const status = one.status === 'revoked' ? 'cancelled' : one.status === 'on-hold' ? 'suspended' : one.status;
      const isReferral = list(one.category).length > 0;
      if (!isReferral) return { ...one, resourceType: 'ProcedureRequest', status };
      const type = list(one.category)[0];
      const serviceRequested = some(list(one.code));
      return changed(one, ['code', 'category'], { resourceType: 'ReferralRequest', status, type, serviceRequested });
    },
    RelatedPerson: (one) => ({ ...one, relationship: list(one.relationship)[0] }),
    DocumentReference: (one) => moved(one, 'date', 'created'),
    QuestionnaireResponse: (one) =>
      changed(one, ['questionnaire'], { questionnaire: one.questionnaire && { display: 'About me' } }),
    Procedure: (one) => (one.status === 'not-done' ? { ...one, status: 'suspended', notDone: true } : one),
    Communication: (one) => ({
      ...moved(moved(one, 'about', 'topic'), 'statusReason', 'notDoneReason'),
      ...(one.status === 'not-done' && { status: 'suspended', notDone: true }),
    }),
    Task: (one) => changed(one, ['reasonCode'], { reason: one.reasonCode }),
    CareTeam: (one) => ({
      ...one,
      participant: list(one.participant).map((each) => ({ ...each, role: list(each.role)[0] })),
    }),
    CarePlan: (one) => ({
      ...changed(one, ['author', 'contributor', 'extension'], {
        author: some([...list(one.author), ...list(one.contributor)]),
      }),
      ...(one.extension !== undefined && { extension: oldTriggers(one.extension) }),
    }),
  },
};

/** R4B keeps everything that is read where R4 does (hl7.org/fhir/R4B/diff.html). */
const r4b: OtherVersion = { sayable: {}, rewritten: {} };

export const otherVersions = { R4B: r4b, R5: r5, STU3: stu3 } as const;

/** Applies what is given for a resource's type. */
export function rewrittenBy(rewrites: Rewrites, resources: readonly Content[]): Content[] {
  return resources.map((one) => {
    const rewrite = rewrites[String(one.resourceType)] ?? ((same) => same);
    // As it would come: generated parts are shared, and parsed ones never are.
    return JSON.parse(JSON.stringify(rewrite(one)));
  });
}
