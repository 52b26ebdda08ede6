import type { Setting } from '../../history/history.ts';
import type { Visit } from '../../history/visits.ts';

const faceToFace: readonly Setting[] = ['practice', 'home', 'field'];

/** The face-to-face visits, where leaving the remote ones out makes a difference; undefined where all were in person. */
export function inPerson(visits: readonly Visit[]): readonly Visit[] | undefined {
  if (!visits.some(({ setting }) => setting === 'remote')) return undefined;
  return visits.filter(({ setting }) => faceToFace.includes(setting));
}
