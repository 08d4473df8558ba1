import { load, once } from './load.ts';

export type ChineseScript = 'zh-Hans' | 'zh-Hant';

/**
 * Chinese in the other script, by words: 软件质量 → 軟體品質 (the words of Taiwan), 頭髮 → 头发, 皇后 stays.
 * A text already in that script comes back as it is. The first call of a direction reads its dictionaries
 * (to simplified 50 ms and 8 MB; to traditional 0.4 s and about 100 MB): convert in a job, not in a request.
 *
 * @source OpenCC (opencc-js), profiles s2twp and tw2sp
 */
export function convert(text: string, from: ChineseScript, to: ChineseScript): string {
  if (from === to) return text;
  return to === 'zh-Hant' ? toTraditional()(text) : toSimplified()(text);
}

type Convert = (text: string) => string;
type Presets = object;
interface Core {
  ConverterBuilder(presets: Presets): (options: { from: string; to: string }) => Convert;
}

const toTraditional = once(() => converter('opencc-js/preset/cn2t', { from: 'cn', to: 'twp' }));
const toSimplified = once(() => converter('opencc-js/preset/t2cn', { from: 'twp', to: 'cn' }));

function converter(preset: string, options: { from: string; to: string }): Convert {
  return load<Core>('opencc-js/core').ConverterBuilder(load<Presets>(preset))(options);
}
