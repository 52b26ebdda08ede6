import type { CdsService } from '#src/cds/service.ts';
import type { ChartDependencies } from '#src/chart/dependencies.ts';
import { appointmentBook } from './appointment-book/service.ts';
import { encounterDischarge } from './encounter-discharge/service.ts';
import { encounterStart } from './encounter-start/service.ts';
import { orderSign } from './order-sign/service.ts';
import { patientView } from './patient-view/service.ts';

/** THE LIST of services, in discovery order. */
export function services(charts: ChartDependencies): readonly CdsService[] {
  return [
    patientView(charts),
    appointmentBook(charts),
    encounterStart(charts),
    encounterDischarge(charts),
    orderSign(charts),
  ];
}
