import { AUDIENCE } from './audience.ts';
import { DOOR } from './door.ts';
import { OWN } from './own.ts';
import { PICTURES } from './pictures.ts';
import type { Rule } from './rule.ts';

export const RULES: readonly Rule[] = [...AUDIENCE, ...DOOR, ...OWN, ...PICTURES];
