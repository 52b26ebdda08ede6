import { readFileSync } from 'node:fs';
import { fromMarkdown } from 'mdast-util-from-markdown';

/** The commands of docs/operate.md with this name: those in blocks that start with ```sh NAME. */
export function operateCommands(name: string): string {
  const blocks = fromMarkdown(readFileSync('docs/operate.md', 'utf8')).children.flatMap((node) =>
    node.type === 'code' && node.lang === 'sh' && node.meta === name ? [node.value] : [],
  );
  const [block] = blocks;
  if (block === undefined || blocks.length > 1) throw new Error(`docs/operate.md has ${blocks.length} blocks ${name}`);
  return block;
}
