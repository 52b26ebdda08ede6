import type { CdsService } from '#src/cds/service.ts';
import type { Collaborators } from '#src/collaborators.ts';
import { orderSign } from './order-sign/service.ts';
import { patientView } from './patient-view/service.ts';

/** THE LIST of services, in discovery order. */
export function services(collaborators: Collaborators): readonly CdsService[] {
  return [patientView(collaborators), orderSign(collaborators)];
}
