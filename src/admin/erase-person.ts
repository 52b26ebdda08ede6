import type { Memory } from '../memory/memory.ts';
import type { SitePseudonyms } from '../memory/pseudonyms.ts';
import type { Audit } from '../observability/audit.ts';
import { errorClassOf, type Log } from '../observability/log.ts';
import { Problem, problems } from '../problem.ts';
import type { Erased } from '../store/store.ts';
import type { ErasePerson } from './erasure.ts';

/** Erases one person, under the present and the former pseudonym key, and writes one audit line whether or not it succeeds. */
export function createErasure({
  memory,
  pseudonyms,
  audit,
  log,
}: {
  readonly memory: Pick<Memory, 'erase'>;
  readonly pseudonyms: SitePseudonyms;
  readonly audit: Pick<Audit, 'write'>;
  readonly log: Log;
}): ErasePerson {
  return async ({ tenant, patient }) => {
    const began = performance.now();
    const own = pseudonyms.patient(tenant, patient);
    const write = (outcome: 'answered' | 'overloaded') => {
      const status = outcome === 'answered' ? 200 : problems.overloaded.status;
      audit.write({
        kind: 'erasure',
        tenant,
        outcome,
        status,
        patient: own,
        ms: Math.round(performance.now() - began),
      });
    };
    try {
      const of = [own, ...(pseudonyms.former ? [pseudonyms.former.patient(tenant, patient)] : [])];
      const erased: Erased[] = [];
      for (const pseudonym of of) erased.push(await memory.erase({ tenant, patient: pseudonym }));
      write('answered');
      return sumOf(erased);
    } catch (error) {
      log.error({ event: 'not-erased', errorClass: errorClassOf(error) });
      write('overloaded');
      throw new Problem('overloaded');
    }
  };
}

function sumOf(all: readonly Erased[]): Erased {
  const sum = (count: (one: Erased) => number) => all.reduce((total, one) => total + count(one), 0);
  return { cards: sum((one) => one.cards), answers: sum((one) => one.answers), openings: sum((one) => one.openings) };
}
