/**
 * Elements by type of resource, as `_elements` names them: of a choice such as `onset[x]` the name is `onset`, and extensions
 * of a primitive element come with it (`_birthDate` with `birthDate`). `id` always comes.
 */
export type Elements = Readonly<Record<string, readonly string[]>>;

/**
 * What the mappers read in every version that has the type. What only some have is in the tables of these
 * (`elements` in r4.ts, r5.ts and stu3.ts). Nothing else is asked for; a test fails where a mapper reads anything else, and
 * where nobody reads what is asked for.
 */
export const inEveryVersion: Elements = {
  Appointment: [
    ...['meta', 'contained', 'status', 'serviceCategory', 'serviceType', 'appointmentType', 'description', 'start'],
    ...['end', 'created', 'participant'],
  ],
  CarePlan: ['meta', 'contained', 'extension', 'status', 'intent', 'subject', 'period', 'addresses', 'note'],
  CareTeam: ['meta', 'contained', 'status', 'subject', 'period', 'participant'],
  Communication: [
    ...['meta', 'contained', 'basedOn', 'status', 'category', 'subject', 'sender', 'recipient', 'sent', 'received'],
    ...['topic', 'payload'],
  ],
  Condition: [
    ...['meta', 'contained', 'extension', 'clinicalStatus', 'verificationStatus', 'code', 'subject', 'onset'],
    ...['abatement', 'stage'],
  ],
  DocumentReference: ['meta', 'contained', 'status', 'docStatus', 'type', 'subject', 'author', 'securityLabel'],
  Encounter: [
    ...['meta', 'contained', 'extension', 'status', 'class', 'type', 'priority', 'subject', 'participant'],
    ...['appointment', 'diagnosis', 'location', 'serviceProvider', 'partOf'],
  ],
  EpisodeOfCare: ['meta', 'contained', 'status', 'type', 'patient', 'managingOrganization', 'period', 'careManager'],
  FamilyMemberHistory: ['meta', 'status', 'patient', 'date', 'relationship', 'deceased'],
  Flag: ['meta', 'status', 'category', 'code', 'subject', 'period'],
  Location: ['meta', 'status', 'type'],
  Medication: ['meta', 'status', 'code'],
  MedicationDispense: [
    ...['meta', 'contained', 'status', 'medication', 'subject', 'authorizingPrescription', 'quantity', 'daysSupply'],
    ...['whenPrepared', 'whenHandedOver', 'dosageInstruction'],
  ],
  MedicationRequest: [
    ...['meta', 'contained', 'extension', 'status', 'intent', 'category', 'medication', 'subject', 'authoredOn'],
    ...['basedOn', 'dosageInstruction', 'dispenseRequest', 'priorPrescription'],
  ],
  Observation: [
    ...['meta', 'contained', 'basedOn', 'status', 'category', 'code', 'subject', 'effective', 'issued', 'performer'],
    ...['value', 'dataAbsentReason', 'interpretation', 'referenceRange', 'component'],
  ],
  Organization: ['meta', 'identifier', 'name', 'partOf'],
  Patient: [
    ...['meta', 'contained', 'extension', 'identifier', 'active', 'name', 'gender', 'birthDate', 'deceased'],
    ...['address', 'communication', 'generalPractitioner', 'managingOrganization', 'link'],
  ],
  Practitioner: ['meta', 'identifier', 'active', 'name'],
  PractitionerRole: [
    ...['meta', 'contained', 'identifier', 'active', 'period', 'practitioner', 'organization', 'code'],
  ],
  Procedure: ['meta', 'status', 'category', 'code', 'subject'],
  QuestionnaireResponse: [
    ...['meta', 'contained', 'questionnaire', 'status', 'subject', 'authored', 'author', 'source'],
  ],
  RelatedPerson: ['meta', 'identifier', 'active', 'patient', 'relationship', 'address', 'period'],
  Task: [
    ...['meta', 'contained', 'status', 'code', 'description', 'focus', 'for', 'executionPeriod', 'authoredOn'],
    ...['lastModified', 'owner', 'restriction'],
  ],
};

/** Whether a property of a resource comes with an element: `deceasedBoolean` is a form of `deceased`. */
export function isFormOf(property: string, element: string): boolean {
  return property.startsWith(element) && /^(?:$|[A-Z])/.test(property.slice(element.length));
}
