import type { Task } from '@medplum/fhirtypes';
import type { NamedClinician } from '../../detectors/detector.ts';
import { type About, detections } from './references.ts';
import { task } from './task.ts';

/** What a task to keep a thread is made of. */
interface Keeping {
  readonly code: 'booking-elsewhere' | 'booking-after-leaving' | 'next-contact';
  readonly topic: string;
  readonly clinician: NamedClinician;
  /** ISO date by which it is to be done. */
  readonly by: string;
}

/** K1 to K3: its reason is the detection, by which it is known again. An appointment is never changed: it is not ours. */
export function keeping({ code, topic, clinician, by }: Keeping, about: About): Task | undefined {
  const kept = task('keep-the-thread', clinician, by, about);
  return kept && { ...kept, reasonCode: { coding: [{ system: detections, code, display: topic }] } };
}
