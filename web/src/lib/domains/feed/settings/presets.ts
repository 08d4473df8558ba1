import type { Preset } from '@jujube/contract';
import * as m from '#lib/paraglide/messages.js';

/** What a ready-made algorithm is called. */
export function presetWords(preset: Preset): string {
  switch (preset) {
    case 'balanced':
      return m.feed_preset_balanced();
    case 'fresh':
      return m.feed_preset_fresh();
    case 'deep':
      return m.feed_preset_deep();
    case 'wide':
      return m.feed_preset_wide();
  }
}
