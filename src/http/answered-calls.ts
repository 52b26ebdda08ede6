import type { AnsweredCall } from '../cds/service.ts';
import { errorClassOf, type Log } from '../observability/log.ts';

/** Passes each answered call to every subscriber; one that throws is logged and stops neither the others nor the process. */
export function notifyAnswered(
  subscribers: readonly ((call: AnsweredCall) => void)[],
  log: Log,
): (call: AnsweredCall) => void {
  return (call) => {
    for (const subscriber of subscribers) {
      try {
        subscriber(call);
      } catch (error) {
        log.error({ event: 'failed-after-answer', service: call.service, errorClass: errorClassOf(error) });
      }
    }
  };
}
