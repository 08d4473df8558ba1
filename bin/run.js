// Runs one of our TypeScript files: `node bin/run.js server/src/main.ts --lan`.
// Plain JavaScript on purpose: an old Node cannot read TypeScript, and must be able to say so.
import { pathToFileURL } from 'node:url';

const NEEDED = 24;
const [major] = process.versions.node.split('.').map(Number);

if (major < NEEDED) {
  const where =
    process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)
      ? 'npm brings it: run "npm install", then start through npm ("npm start", "npm test").'
      : 'install it from https://nodejs.org; npm brings it on Linux (glibc) for x64 and arm64 only.';
  process.stderr.write(
    `\n  This needs Node ${NEEDED} or newer, and runs on ${process.version}: ${where}\n\n`,
  );
  process.exit(1);
}

process.argv.splice(1, 1);
await import(pathToFileURL(process.argv[1]).href);
