import { start } from './launch/start.ts';

await start();
