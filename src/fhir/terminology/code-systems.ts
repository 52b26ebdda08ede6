import { LRUCache } from 'lru-cache';
import { longestId } from '../ids.ts';

/**
 * The only table of code systems: other URLs, OIDs and names under which the codes of each are sent. National
 * editions of ICD-10, ICPC and ATC stand with the international one, whose categories they share. Sources: the naming
 * systems of terminology.hl7.org; fhir.de (bfarm, dimdi); Nictiz (-nl); volven.no (2.16.578…); Socialstyrelsen
 * (1.2.752…); saude.gov.br; the retired addresses of CareConnect. Written in lower case, with `http` for either scheme,
 * a bare OID for `urn:oid:` and without version or closing slash: so is whatever is looked up here.
 */
export const codeSystemSpellings = {
  'http://hl7.org/fhir/sid/icd-10': [
    'http://hl7.org/fhir/sid/icd-10-cm',
    'http://hl7.org/fhir/sid/icd-10-us',
    'http://hl7.org/fhir/sid/icd-10-who',
    'http://hl7.org/fhir/sid/icd-10-gm',
    'http://hl7.org/fhir/sid/icd-10-de',
    'http://hl7.org/fhir/sid/icd-10-nl',
    'http://hl7.org/fhir/sid/icd-10-am',
    'http://hl7.org/fhir/sid/icd-10-ca',
    'http://hl7.org/fhir/sid/icd-10-se',
    'http://hl7.org/fhir/sid/icd-10-no',
    'http://fhir.de/codesystem/bfarm/icd-10-gm',
    'http://fhir.de/codesystem/dimdi/icd-10-gm',
    'http://terminologitjansten.inera.se/fhir/codesystem/icd-10-se',
    'http://www.saude.gov.br/fhir/r4/codesystem/brcid10',
    '2.16.840.1.113883.6.3',
    '2.16.840.1.113883.6.3.1',
    '2.16.840.1.113883.6.3.2',
    '2.16.840.1.113883.6.90',
    '2.16.840.1.113883.6.135',
    '2.16.578.1.12.4.1.1.7110',
    '1.2.752.116.1.1.1.1.1',
    '1.2.752.116.1.1.1.1.3',
    '1.2.752.116.1.1.1.1.8',
    'icd-10',
    'icd10',
  ],
  'http://hl7.org/fhir/sid/icpc-2': [
    'http://hl7.org/fhir/sid/icpc-1',
    'http://hl7.org/fhir/sid/icpc-1-nl',
    'http://hl7.org/fhir/sid/icpc-2-no',
    'http://www.saude.gov.br/fhir/r4/codesystem/brciap2',
    '2.16.840.1.113883.6.139',
    '2.16.840.1.113883.2.4.4.31.1',
    '2.16.578.1.12.4.1.1.7170',
    'icpc-2',
    'icpc2',
  ],
  'http://id.who.int/icd/release/11/mms': ['http://hl7.org/fhir/sid/icd-11', 'icd-11', 'icd11'],
  'http://www.whocc.no/atc': [
    'http://fhir.de/codesystem/bfarm/atc',
    'http://fhir.de/codesystem/dimdi/atc',
    '2.16.840.1.113883.6.73',
    '2.16.578.1.12.4.1.1.7180',
    'atc',
  ],
  'http://snomed.info/sct': [
    'http://snomed.info',
    'http://www.snomed.info/sct',
    // Codes of dm+d are SNOMED CT's.
    'http://dmd.nhs.uk',
    '2.16.840.1.113883.6.96',
    '2.16.840.1.113883.2.1.3.2.4.15',
    'snomed',
    'snomed-ct',
    'snomed ct',
  ],
  'http://loinc.org': ['http://www.loinc.org', '2.16.840.1.113883.6.1', 'loinc'],
  'http://unitsofmeasure.org': ['http://www.unitsofmeasure.org', '2.16.840.1.113883.6.8', 'ucum'],
  'http://www.nlm.nih.gov/research/umls/rxnorm': ['2.16.840.1.113883.6.88', 'rxnorm'],
  'http://nucc.org/provider-taxonomy': ['http://www.nucc.org/provider-taxonomy', '2.16.840.1.113883.6.101'],
  'https://fhir.hl7.org.uk/CodeSystem/UKCore-SDSJobRoleName': [
    'http://fhir.nhs.uk/stu3/codesystem/careconnect-sdsjobrolename-1',
    'http://fhir.hl7.org.uk/stu3/codesystem/careconnect-sdsjobrolename-1',
    'http://fhir.hl7.org.uk/careconnect-sdsjobrolename-1',
    'http://fhir.nhs.uk/codesystem/hl7v3-sdsjobrolename',
  ],
  'http://terminology.hl7.org/CodeSystem/v3-ActCode': ['2.16.840.1.113883.5.4'],
  'http://terminology.hl7.org/CodeSystem/v3-ActPriority': ['2.16.840.1.113883.5.7'],
  'http://terminology.hl7.org/CodeSystem/v3-ParticipationType': [
    '2.16.840.1.113883.5.90',
    'http://fhir.nhs.uk/stu3/codesystem/gpconnect-participanttype-1',
  ],
  'http://terminology.hl7.org/CodeSystem/v3-RoleCode': ['2.16.840.1.113883.5.111'],
  'http://terminology.hl7.org/CodeSystem/v3-NullFlavor': ['2.16.840.1.113883.5.1008'],
  'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation': ['2.16.840.1.113883.5.83'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const canonical = new Map<string, string>(
  Object.entries(codeSystemSpellings).flatMap(([address, others]) => [
    [plain(address), address],
    ...others.map((other) => [other, address] as const),
  ]),
);

/** One record has some dozens. */
const known = new LRUCache<string, string>({ max: 2000 });

/** The canonical URL of a code system, however it is spelled; of an unknown one its normalized spelling. */
export function canonicalSystem(system: string): string {
  if (system.length > longestId) return system;
  const before = known.get(system);
  if (before !== undefined) return before;
  const address = plain(system);
  const found = canonical.get(address) ?? ofSnomed(address) ?? ofHl7(address) ?? address;
  known.set(system, found);
  return found;
}

/** In lower case, without version (`|4.0.1`) and closing slash; `https` and `urn:oid:` make no difference. */
function plain(system: string): string {
  return (system.split('|', 1)[0] ?? '')
    .trim()
    .toLowerCase()
    .replace(/^https:/, 'http:')
    .replace(/^urn:oid:/, '')
    .replace(/[/#]$/, '');
}

/** An edition of SNOMED CT, with or without a version: `http://snomed.info/sct/999000041000000102/version/20230705`. */
function ofSnomed(address: string): string | undefined {
  return address.startsWith('http://snomed.info/sct/') ? 'http://snomed.info/sct' : undefined;
}

const terminology = 'http://terminology.hl7.org/codesystem/';
/** Tables of HL7 v2: of STU3 and of today, with or without the version of v2, and by OID. */
const v2Table = /^(?:http:\/\/hl7\.org\/fhir\/v2\/|http:\/\/terminology\.hl7\.org\/codesystem\/v2-)(\d{4})(?:\/|$)/;
const v2Oid = /^2\.16\.840\.1\.113883\.12\.(\d{1,4})$/;
/** HL7's own of DSTU2 and STU3; neither a table of others (`sid`) nor a value set. */
const retired = /^http:\/\/hl7\.org\/fhir\/(v3\/)?([a-z0-9-]+)$/;

/** HL7 moved its code systems from hl7.org/fhir to terminology.hl7.org in R4; their codes stayed. */
function ofHl7(address: string): string | undefined {
  const table = v2Table.exec(address)?.[1] ?? v2Oid.exec(address)?.[1];
  if (table !== undefined) return `${terminology}v2-${table.padStart(4, '0')}`;
  const [, v3, name] = retired.exec(address) ?? [];
  if (name === undefined) return undefined;
  const today = `${terminology}${v3 === undefined ? '' : 'v3-'}${name}`;
  return canonical.get(today) ?? today;
}
