import type { CodeableConcept } from '@medplum/fhirtypes';
import { concept } from '../entries.ts';
import type { Cause } from './cause.ts';
import { icd10, words } from './codes.ts';
import { dateAgo, meet } from './meet.ts';
import type { Scene } from './scene.ts';
import { problem } from './write.ts';

/** Symptoms of the last year, and referrals that found no cause. */
interface Symptoms {
  readonly codes: readonly string[];
  readonly found: CodeableConcept;
  readonly referrals: number;
}

const symptomCodes = ['25064002', '161891005', '404640003', '80313002', '84229001'];

export const symptoms: Cause<Symptoms> = {
  code: 'persistent-symptoms',
  plan: (random) => ({
    codes: symptomCodes,
    found: words('No cause found'),
    referrals: 4,
    age: random.integer(20, 55),
    gender: 'male',
    visits: 14,
  }),
  write: (scene, { codes, found, referrals }) => {
    for (const code of codes)
      for (const ago of [900, 620, 330, 210, 90]) problem(scene, ago + scene.random.integer(-20, 20), concept(code));
    for (let n = 0; n < referrals; n += 1) writeReferral(scene, 900 - 200 * n, found);
    return [];
  },
  lines: [
    { says: 'two symptoms', change: ({ codes }) => ({ codes: codes.slice(0, 2) }) },
    { says: 'two referrals', change: () => ({ referrals: 2 }) },
    { says: 'a cause was found', change: () => ({ found: concept('84757009') }) },
    { says: 'few visits', change: () => ({ visits: 0 }) },
    {
      says: 'a red flag',
      also: (scene) => problem(scene, 100, words(scene.random.pick(['Rectal bleeding', 'Weight loss', 'Haemoptysis']))),
    },
    { says: 'a new symptom', also: (scene) => problem(scene, 20, words('Palpitations and chest pain')) },
    { says: 'after a viral illness', also: (scene) => problem(scene, 50, words('Viral illness')) },
    { says: 'an easily missed disease', also: (scene) => problem(scene, 400, words('Long COVID')) },
    {
      says: 'a lasting disease that explains them',
      also: (scene) =>
        problem(scene, 800, scene.random.pick([concept('24700007'), icd10('C50.9'), concept('69896004')])),
    },
    { says: 'under 18', change: () => ({ age: 17 }) },
  ],
};

function writeReferral(scene: Scene, ago: number, found: CodeableConcept): void {
  const subject = { reference: 'Patient/p' };
  const id = scene.record.id();
  scene.record.write(scene.on - ago, {
    resourceType: 'ServiceRequest',
    id,
    status: 'completed',
    intent: 'order',
    subject,
    authoredOn: dateAgo(scene, ago),
    code: words('Referral to specialist'),
  });
  const reference = meet(scene, ago - 60, {
    serviceProvider: { reference: 'Organization/hospital' },
    participant: [],
    basedOn: [{ reference: `ServiceRequest/${id}` }],
  });
  problem(scene, ago - 60, found, { encounter: { reference } });
}
