import type { Preset, Slider, Sliders, WishKind } from '@jujube/contract';
import { PRESET_SLIDERS, PRESETS, SLIDERS, WISH_KINDS } from '@jujube/contract/sliders';
import { text } from '#lib/server/forms.ts';

// What the forms of the feed's settings say, for whoever has no script. What is out of range the API refuses.

/** The dial, or null for the house's own. */
export function dialIn(form: FormData): number | null {
  return form.has('usual') ? null : Math.round(Number(text(form, 'dial')));
}

/** The sliders, or those of the ready-made algorithm that was pressed. */
export function slidersIn(form: FormData): Sliders {
  const preset = PRESETS.find((name): name is Preset => name === text(form, 'preset'));
  if (preset) return { ...PRESET_SLIDERS[preset] };
  const values = SLIDERS.map((name): [Slider, number] => [name, Math.round(Number(text(form, name)))]);
  return Object.fromEntries(values) as Sliders;
}

/** More than any such file has. */
const LARGEST_FILE = 10_000;

/** The algorithm in the file that was chosen; null where it is no JSON at all. What else it is, the API decides. */
export async function algorithmIn(form: FormData): Promise<{ name: string; sliders: Sliders } | null> {
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0 || file.size > LARGEST_FILE) return null;
  try {
    return JSON.parse(await file.text()) as { name: string; sliders: Sliders };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export function wishIn(form: FormData): { kind: WishKind; key: string } {
  const kind = WISH_KINDS.find((name) => name === text(form, 'kind')) ?? 'topic';
  return { kind, key: text(form, 'key') };
}
