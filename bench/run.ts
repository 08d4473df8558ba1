import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

// `npm run bench -- home`: runs bench/home.ts; without a name says which there are.

const [name, ...rest] = process.argv.slice(2);
const file = join(import.meta.dirname, `${name}.ts`);
if (!name || !/^[a-z-]+$/.test(name) || name === 'run' || !existsSync(file)) {
  const names = readdirSync(import.meta.dirname)
    .filter((entry) => entry.endsWith('.ts') && entry !== 'run.ts')
    .map((entry) => entry.slice(0, -3));
  console.error(`npm run bench -- NAME, where NAME is one of: ${names.join(', ')}`);
  process.exit(1);
}
process.argv.splice(2, process.argv.length - 2, ...rest);
await import(file);
