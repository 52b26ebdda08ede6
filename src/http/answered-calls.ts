import type { AnsweredCall } from '../cds/service.ts';
import { classOf, type Log } from '../observability/log.ts';

/** Passes each answered call to all subscribers; one that throws keeps neither the others nor the process from going on. */
export function notifyAnswered(
  subscribers: readonly ((call: AnsweredCall) => void)[],
  log: Log,
): (call: AnsweredCall) => void {
  return (call) => {
    for (const subscriber of subscribers) {
      try {
        subscriber(call);
      } catch (error) {
        log.error({ event: 'failed-after-answer', service: call.service, errorClass: classOf(error) });
      }
    }
  };
}
