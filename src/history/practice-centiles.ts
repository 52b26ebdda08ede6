/** People of one sex and of some years of age at a practice, and how often they come. */
export interface CentileGroup {
  readonly sex: 'female' | 'male';
  /** First and last full year of age, both included. */
  readonly ages: readonly [number, number];
  readonly people: number;
  /** Their 90th centile (nearest rank) of days with an unplanned contact in twelve months. */
  readonly p90: number;
}

/** The groups of one practice, or of several, by an identifier of each. */
export interface PracticeCentiles {
  readonly groups: readonly CentileGroup[];
  readonly byPractice: readonly {
    readonly system: string;
    readonly value: string;
    readonly groups: readonly CentileGroup[];
  }[];
}
