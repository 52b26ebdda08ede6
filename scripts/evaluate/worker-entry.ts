import { evaluate } from './worker.ts';

// biome-ignore lint/style/noDefaultExport: tinypool calls the default export
export default evaluate;
