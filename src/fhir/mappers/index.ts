import type { PracticeCentiles } from '../../history/practice-centiles.ts';
import { everyObject } from '../json.ts';
import { type Context, createCallContext, openContext } from '../record/context.ts';
import type { ListedClinicians } from '../record/listed-clinicians.ts';
import { type Places, placesAround } from '../record/places.ts';
import { openRecord } from '../record/record.ts';
import type { OpeningContext, RelativeRows, Sources } from '../record/sources.ts';
import type { CodeSets } from '../terminology/code-sets.ts';
import type { FhirVersion } from '../versions/index.ts';
import { childrenToAsk } from './family/child-stays.ts';
import { type FamilyContext, type RelativesToRead, relativesToRead } from './family/ties.ts';
import type { MappedRecord } from './mapped-record.ts';
import { toReadingOf } from './reading.ts';
import { elementsOfSigns } from './signatures/named-elements.ts';
import { hasSigns } from './signatures/signature.ts';
import { type UnreadReferences, unreadReferences } from './unread-references.ts';
import { recordedHome } from './visits/home-practice.ts';
import { createVisitTerms } from './visits/topics.ts';
import { createVisitDrafts, mapVisits, type VisitDrafts } from './visits/visits.ts';

export type { ListedClinicians } from '../record/listed-clinicians.ts';
export type { ActivityRows, ChildRows, OpeningContext, RelativeRows, Sources, WeekRows } from '../record/sources.ts';
export type { RelativesToRead } from './family/ties.ts';
export type { MappedRecord } from './mapped-record.ts';
export { handoverNoteType } from './notes/handover-notes.ts';
export { createOwnWorkMapper, type OwnUser, type OwnVisit, type OwnWorkMapper, type Workplace } from './own-work.ts';
export { mayRefer } from './plans/referrals.ts';
export type { SeenPerson } from './seen-people.ts';
export type { Silence, UnreadReferences } from './unread-references.ts';
export { consultationOf } from './visits/consultation.ts';
export type { Consulting } from './visits/moved-from.ts';

/** Maps the record of one call, which may come in two rounds: what a visit says by itself is read in the first alone. */
export interface RecordMapper {
  /** What a first round found that a second round should read. */
  unreadReferences(sources: Sources): UnreadReferences;
  /** Where 'here' is, so far as what came shows. */
  placesIn(sources: Sources): Places;
  /** By type of resource, the elements that the person's notes of signs name. */
  elementsOfSigns(sources: Sources): ReadonlyMap<string, readonly string[]>;
  /** Whose own records tell of this person's family. */
  relativesToRead(sources: Sources): RelativesToRead;
  /** Ids of the children's Patients of whose stays in hospital these relatives' records allow to ask. */
  childrenToAsk(sources: Sources, rows: RelativeRows): readonly string[];
  /** Maps what came. Never throws: what can't be used is left out and counted by reason. */
  toReading(sources: Sources): MappedRecord;
}

/** A mapper for one call. `listed` are the site's lists of clinicians, `centiles` how often people come to its practices. */
export function createRecordMapper(
  at: OpeningContext,
  codeSets: CodeSets,
  listed?: ListedClinicians,
  centiles?: PracticeCentiles,
): RecordMapper {
  const call = createCallContext(at, codeSets, listed, centiles);
  const byVersion = new Map<FhirVersion, VisitDrafts>();
  const draftsOf = ({ version }: Context): VisitDrafts => {
    const drafts = byVersion.get(version) ?? createVisitDrafts(createVisitTerms(call, version));
    byVersion.set(version, drafts);
    return drafts;
  };
  const familyOf = (sources: Sources): FamilyContext => ({
    ...call,
    record: openRecord(sources, call.codeSets, new Map()),
  });
  return {
    relativesToRead: (sources) => relativesToRead(familyOf(sources)),
    childrenToAsk: (sources, rows) => childrenToAsk(familyOf(sources), rows),
    unreadReferences: (sources) => {
      const context = openContext(sources, call);
      return unreadReferences(context, mapVisits(context, draftsOf(context)));
    },
    elementsOfSigns: (sources) => {
      const plans = everyObject(sources.resources.get('CarePlan') ?? []);
      return plans.some(hasSigns) ? elementsOfSigns(openContext(sources, call)) : new Map();
    },
    placesIn: (sources) => {
      const record = openRecord(sources, call.codeSets, new Map());
      const home = recordedHome({ ...call, record, tally: new Map() });
      if (home !== undefined) return placesAround(home, record);
      const context = openContext(sources, call);
      return mapVisits(context, draftsOf(context)).places;
    },
    toReading: (sources) => {
      const context = openContext(sources, call);
      return toReadingOf(context, draftsOf(context));
    },
  };
}

/** Maps a record that came in one round. */
export function toReading(sources: Sources, at: OpeningContext, codeSets: CodeSets): MappedRecord {
  return createRecordMapper(at, codeSets).toReading(sources);
}
