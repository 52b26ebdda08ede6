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

/** A relative by the links between RelatedPerson and Patient. Nothing here names or identifies the relative. */
export interface Relative {
  /** `RelatedPerson/<id>`, the only reference that evidence may give. */
  readonly reference: string;
  readonly relation: Relation;
  /** Day of death, known to the day or month; for a month its last day. */
  readonly died: Day | undefined;
  readonly diedExact: boolean;
}
