import type { Resource } from '@medplum/fhirtypes';
import type { Random } from '../random.ts';
import type { Scene, Setting } from './scene.ts';

/** One change of a life with any cause. */
export interface CommonLine {
  readonly says: string;
  /** The person or their practice differs from the start … */
  readonly setting?: (random: Random) => Partial<Setting>;
  /** … or has something more … */
  readonly also?: (scene: Scene) => unknown;
  /** … or the entries that are its cause are written otherwise. */
  readonly edit?: (resource: Resource) => Resource;
  /** It must fire all the same. */
  readonly fires?: true;
}

/** One change of a life with this cause. */
export interface Line<P extends object> extends Omit<CommonLine, 'also'> {
  readonly change?: (plan: P & Setting, random: Random) => Partial<P & Setting>;
  readonly also?: (scene: Scene, plan: P & Setting) => unknown;
}
