import type { CodeableConcept } from '@medplum/fhirtypes';
import { choice, chosen } from './choice.ts';
import type { Condition, Kind } from './person.ts';
import { type Member, nurse, pharmacist } from './staff.ts';

const snomed = 'http://snomed.info/sct';

/** A reason by its code in SNOMED CT, and how people say it. */
type Reason = readonly [code: string, display: string, words?: string];

/** Everyday reasons, which say nothing of how somebody fares. */
const everyday: readonly [Reason, ...Reason[]] = [
  ['40275004', 'Contact dermatitis'],
  ['9826008', 'Conjunctivitis'],
  ['57019003', 'Verruca vulgaris', 'Verruca'],
  ['18070006', 'Impacted cerumen', 'Earwax'],
  ['3135009', 'Otitis externa'],
  ['202855006', 'Lateral epicondylitis', 'Tennis elbow'],
  ['202882003', 'Plantar fasciitis'],
  ['201101007', 'Actinic keratosis', 'Sun-damaged skin'],
  ['25499005', 'Seborrhoeic keratosis'],
  ['6020002', 'Tinea pedis', 'Athlete’s foot'],
  ['26284000', 'Ulcer of mouth', 'Mouth ulcer'],
  ['41446000', 'Blepharitis', 'Sore eyelids'],
  ['61582004', 'Allergic rhinitis', 'Hay fever'],
  ['44465007', 'Sprain of ankle', 'Sprained ankle'],
  ['1482004', 'Chalazion'],
  ['1539003', 'Trigger finger'],
  ['399114005', 'Adhesive capsulitis of shoulder', 'Frozen shoulder'],
  ['57406009', 'Carpal tunnel syndrome'],
  ['182836005', 'Review of medication', 'Medication review'],
  ['400097005', 'Ingrowing nail', 'Ingrowing toenail'],
];
const withNurse: readonly [Reason, ...Reason[]] = [
  ['18070006', 'Impacted cerumen', 'Earwax'],
  ['82078001', 'Collection of blood specimen for laboratory', 'Blood test'],
  ['75367002', 'Blood pressure taking', 'Blood pressure check'],
  ['182836005', 'Review of medication', 'Medication review'],
];
const ofPharmacist: readonly [Reason] = [['182836005', 'Review of medication', 'Medication review']];
const legUlcer: Condition = ['95344007', 'Ulcer of lower extremity'];

/** Why somebody came: what was recorded that day, else often an illness that they live with, else an everyday matter. */
export function reasonOf(visit: string, who: Member, known: Reasons = {}): CodeableConcept {
  const { kind, recorded, conditions = [] } = known;
  if (kind === 'bereavement') return { text: 'Bereavement' };
  const lasting = conditions[choice(`illness at ${visit}`, 2 * conditions.length)];
  const condition = (kind === 'dressing' ? legUlcer : recorded) ?? lasting;
  if (condition === undefined) return ofEveryDay(visit, who);
  const [code, display, system = snomed] = condition;
  return { coding: [{ system, code, display }], text: display };
}

interface Reasons {
  readonly kind?: Kind;
  readonly recorded?: Condition | undefined;
  readonly conditions?: readonly Condition[] | undefined;
}

function ofEveryDay(visit: string, { job }: Member): CodeableConcept {
  const options = job === nurse ? withNurse : job === pharmacist ? ofPharmacist : everyday;
  const [code, display, text = display] = chosen(`reason of ${visit}`, options);
  return { coding: [{ system: snomed, code, display }], text };
}
