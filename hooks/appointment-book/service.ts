import { AppointmentBookContext } from '#src/cds/protocol.ts';
import type { CdsService } from '#src/cds/service.ts';
import { chartService, resourcesIn } from '#src/chart/chart-service.ts';
import type { ChartDependencies } from '#src/chart/dependencies.ts';
import type { Code } from '#src/detectors/index.ts';
import { exampleIn } from '../example.ts';

const shows: readonly Code[] = ['booking-after-leaving', 'booking-elsewhere'];

/** Appointments are being booked: with the usual clinician? Any staff user may see it, clinician or not. */
export function appointmentBook(charts: ChartDependencies): CdsService<AppointmentBookContext> {
  return chartService(
    {
      id: 'secure-base-appointment-book',
      hook: 'appointment-book',
      example: () => exampleIn(import.meta.dirname),
      title: 'Secure Base: does this booking keep the thread',
      description:
        'Notices, when appointments are about to be booked, that someone with a usual GP is being booked with another although the usual one will be here, or with the usual one after their last day. Suggests a task at most, and never changes an appointment.',
      context: AppointmentBookContext,
      shows,
      anyStaff: true,
      offered: ({ appointments }) => resourcesIn(appointments),
    },
    charts,
  );
}
