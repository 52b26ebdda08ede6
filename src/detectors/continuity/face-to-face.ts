import type { Setting } from '../../history/history.ts';
import type { Visit } from '../../history/visits.ts';

const faceToFace: readonly Setting[] = ['practice', 'home', 'field'];

/** The face-to-face visits; undefined where there was no remote one to leave out. */
export function faceToFaceVisits(visits: readonly Visit[]): readonly Visit[] | undefined {
  if (!visits.some(({ setting }) => setting === 'remote')) return undefined;
  return visits.filter(({ setting }) => faceToFace.includes(setting));
}
