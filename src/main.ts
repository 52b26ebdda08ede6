import { services } from '#hooks/index.ts';
import { run } from './wiring/run.ts';

await run(services);
