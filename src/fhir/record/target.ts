import type { JsonObject } from '../json.ts';

/** What a reference leads to; `resource` where it was read or is contained. */
export interface Target {
  readonly key: string;
  readonly type: string | undefined;
  readonly resource: JsonObject | undefined;
}
