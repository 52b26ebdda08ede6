import { OrderSignContext } from '#src/cds/protocol.ts';
import type { CdsService } from '#src/cds/service.ts';
import { chartService, resourcesIn } from '#src/chart/chart-service.ts';
import type { ChartDependencies } from '#src/chart/dependencies.ts';
import type { Code } from '#src/detectors/index.ts';
import { mayRefer } from '#src/fhir/mappers/index.ts';
import { exampleIn } from '../example.ts';

const shows: readonly Code[] = ['persistent-symptoms'];

/** Orders are signed: is one of them a further referral for persistent symptoms? */
export function orderSign(charts: ChartDependencies): CdsService<OrderSignContext> {
  return chartService(
    {
      id: 'secure-base-order-sign',
      hook: 'order-sign',
      example: () => exampleIn(import.meta.dirname),
      title: 'Secure Base: a further referral',
      description:
        'Notices, when a referral is signed, that it is a further one for symptoms that have lasted while specialists or tests found no cause, and says so kindly in an informational card. It holds nothing up and advises against no referral. Silent on every other order, on first and urgent referrals, and wherever something new may need a fresh look.',
      context: OrderSignContext,
      shows,
      // Most orders are medicines; the record is not read for those.
      offered: ({ draftOrders }) => resourcesIn(draftOrders).filter(mayRefer),
      onlyWithOffered: true,
      // Whoever signs an order is doing something already.
      suggests: false,
    },
    charts,
  );
}
