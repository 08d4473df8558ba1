// Writes web/src/lib/ui/masonry.css from the numbers in masonry.ts.
import { writeFileSync } from 'node:fs';
import { masonryCss } from '../web/src/lib/ui/masonry.ts';

writeFileSync(new URL('../web/src/lib/ui/masonry.css', import.meta.url), masonryCss());
