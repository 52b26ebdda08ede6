import type { CodeableConcept } from '@medplum/fhirtypes';
import { choice, chosen } from './choice.ts';
import type { Condition, Kind } from './person.ts';
import { type Member, nurse, pharmacist } from './staff.ts';

/** Everyday reasons, which say nothing of how somebody fares. */
const everyday: readonly [Condition, ...Condition[]] = [
  ['40275004', 'Contact dermatitis'],
  ['9826008', 'Conjunctivitis'],
  ['57019003', 'Verruca vulgaris'],
  ['18070006', 'Impacted cerumen'],
  ['3135009', 'Otitis externa'],
  ['202855006', 'Lateral epicondylitis'],
  ['202882003', 'Plantar fasciitis'],
  ['201101007', 'Actinic keratosis'],
  ['25499005', 'Seborrhoeic keratosis'],
  ['6020002', 'Tinea pedis'],
  ['26284000', 'Ulcer of mouth'],
  ['41446000', 'Blepharitis'],
  ['61582004', 'Allergic rhinitis'],
  ['44465007', 'Sprain of ankle'],
  ['1482004', 'Chalazion'],
  ['1539003', 'Trigger finger'],
  ['399114005', 'Adhesive capsulitis of shoulder'],
  ['57406009', 'Carpal tunnel syndrome'],
  ['182836005', 'Review of medication'],
  ['400097005', 'Ingrowing nail'],
];
const withNurse: readonly [Condition, ...Condition[]] = [
  ['18070006', 'Impacted cerumen'],
  ['82078001', 'Collection of blood specimen for laboratory'],
  ['75367002', 'Blood pressure taking'],
  ['182836005', 'Review of medication'],
];

const legUlcer: Condition = ['95344007', 'Ulcer of lower extremity'];

/** Why somebody came: for what was recorded on that day, else often for an illness that they live with, else for something of every day. */
export function reasonOf(visit: string, who: Member, known: Reasons = {}): CodeableConcept {
  const { kind, recorded, conditions = [] } = known;
  if (kind === 'bereavement') return { text: 'Bereavement' };
  const lasting = conditions[choice(`illness at ${visit}`, 2 * conditions.length)];
  const [code, display, system = 'http://snomed.info/sct'] =
    (kind === 'dressing' ? legUlcer : recorded) ?? lasting ?? ofEveryDay(visit, who);
  return { coding: [{ system, code, display }], text: display };
}

interface Reasons {
  readonly kind?: Kind;
  readonly recorded?: Condition | undefined;
  readonly conditions?: readonly Condition[] | undefined;
}

function ofEveryDay(visit: string, { job }: Member): Condition {
  if (job === pharmacist) return ['182836005', 'Review of medication'];
  return chosen(`reason of ${visit}`, job === nurse ? withNurse : everyday);
}
