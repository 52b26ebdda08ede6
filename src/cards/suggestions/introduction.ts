import type { Task } from '@medplum/fhirtypes';
import type { UsualClinicianLeaving } from '../../detectors/facts.ts';
import type { About } from './references.ts';
import { task } from './task.ts';

/** A3: a task to introduce whoever comes next, by the last day of the one who leaves. */
export function introduction({ clinician, leaves }: UsualClinicianLeaving, about: About): Task | undefined {
  return task('introduce-next-clinician', clinician, leaves, about);
}
