import type { Day } from './calendar.ts';

/** How someone is related to this person; gendered only where the record says so. */
export type Relation =
  | 'wife'
  | 'husband'
  | 'partner'
  | 'son'
  | 'daughter'
  | 'child'
  | 'mother'
  | 'father'
  | 'parent'
  | 'brother'
  | 'sister'
  | 'sibling';

/** Relations without regard to sex. */
export type Kind = 'partner' | 'child' | 'parent' | 'sibling';

const kinds: Readonly<Record<Relation, Kind>> = {
  wife: 'partner',
  husband: 'partner',
  partner: 'partner',
  son: 'child',
  daughter: 'child',
  child: 'child',
  mother: 'parent',
  father: 'parent',
  parent: 'parent',
  brother: 'sibling',
  sister: 'sibling',
  sibling: 'sibling',
};

export function kindOf(relation: Relation): Kind {
  return kinds[relation];
}

/** An entry of the person's own record that says that someone close has died. */
export interface Loss {
  /** Of the Condition, Observation or FamilyMemberHistory. */
  readonly reference: string;
  readonly source: 'problem' | 'family-history';
  /** Relation of the person who died, where a card may name it. */
  readonly relation: Relation | undefined;
  /** Day of death; where only a month is recorded, its last day; undefined where only the recording is dated. */
  readonly died: Day | undefined;
  /** The death is known to the day. */
  readonly diedExact: boolean;
  readonly recorded: Day | undefined;
  /** Reference of the encounter in which it was recorded. */
  readonly contact: string | undefined;
}

/** What shows that someone here spoke or wrote to the person about a bereavement; visits say so by their own groups. */
export interface Acknowledgement {
  readonly reference: string;
  /** A message acknowledges by itself, an entry only where it was recorded in a contact here. */
  readonly kind: 'message' | 'entry';
  /** Day of sending or recording. */
  readonly day: Day | undefined;
  /** Reference of the encounter in which it was recorded. */
  readonly contact: string | undefined;
  /** Restricted or only suspected: it may suppress a finding and supports none. */
  readonly onlySilences?: boolean;
}

/** A relative by the links between RelatedPerson and Patient. Nothing here names or identifies the relative. */
export interface Relative {
  /** `RelatedPerson/<id>`, the only reference that evidence may give. */
  readonly reference: string;
  readonly relation: Relation;
  /** Day of death, known to the day or month; for a month its last day. */
  readonly died: Day | undefined;
  readonly diedExact: boolean;
  /** A death is recorded that may not be disclosed: it is restricted, or two records of the relative differ. */
  readonly doubtful?: boolean;
}

/** A stay in hospital of a child of this person. */
export interface ChildStay {
  /** `RelatedPerson/<id>` of the child. */
  readonly reference: string;
  readonly from: Day;
  /** Undefined while it goes on. */
  readonly to: Day | undefined;
  /** The least age in days of the child when it began. */
  readonly daysOld: number;
}
