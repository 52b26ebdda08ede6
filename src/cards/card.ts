import type { Resource } from '@medplum/fhirtypes';

/** A code of one of our CodeSystems. */
interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

/** A change that the clinician may take over: always a whole new resource, FHIR R4. */
interface Action {
  readonly type: 'create';
  readonly description: string;
  readonly resource: Resource;
}

export interface Suggestion {
  readonly label: string;
  readonly uuid: string;
  readonly isRecommended: false;
  readonly actions: Action[];
}

/** A link that the EHR launches as a SMART app, with what it hands back to us (CDS Hooks 2.0.1, "Link"). */
interface SmartLink {
  readonly label: string;
  readonly url: string;
  readonly type: 'smart';
  readonly appContext: string;
}

/** One CDS Hooks card as this service writes it: always informational. */
export interface Card {
  readonly uuid: string;
  readonly summary: string;
  readonly detail: string;
  readonly indicator: 'info';
  readonly source: { readonly label: string; readonly url: string; readonly topic: Coding };
  readonly suggestions?: Suggestion[];
  readonly selectionBehavior?: 'at-most-one' | 'any';
  readonly overrideReasons: Coding[];
  /** To the thread of care, where the EHR launches it. */
  readonly links?: SmartLink[];
  readonly extension?: Record<string, Record<string, unknown>>;
}
