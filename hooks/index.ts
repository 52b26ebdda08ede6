import type { CdsService } from '#src/cds/service.ts';
import type { Collaborators } from '#src/collaborators.ts';
import { appointmentBook } from './appointment-book/service.ts';
import { encounterDischarge } from './encounter-discharge/service.ts';
import { encounterStart } from './encounter-start/service.ts';
import { orderSign } from './order-sign/service.ts';
import { patientView } from './patient-view/service.ts';

/** THE LIST of services, in discovery order. */
export function services(collaborators: Collaborators): readonly CdsService[] {
  return [
    patientView(collaborators),
    appointmentBook(collaborators),
    encounterStart(collaborators),
    encounterDischarge(collaborators),
    orderSign(collaborators),
  ];
}
