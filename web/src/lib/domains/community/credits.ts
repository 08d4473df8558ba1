export interface Credit {
  name: string;
  /** Where it comes from: an address of another site, opened only by a tap. */
  href: string;
  /** The licence's own name; null where the work is in the public domain. */
  licence: string | null;
}

/** Photographs of the demo week by who made them; a test compares them with what the demo week shows. */
export const PHOTOGRAPHS: readonly Credit[] = [
  {
    name: 'Eadweard Muybridge, 1887',
    href: 'https://github.com/stdlib-js/datasets-img-locomotion-house-cat',
    licence: null,
  },
  { name: 'Michael Guite', href: 'https://unsplash.com', licence: 'Unsplash License' },
  { name: 'Ruslan Bardash', href: 'https://unsplash.com', licence: 'Unsplash License' },
  { name: 'Stoica Ionela', href: 'https://unsplash.com', licence: 'Unsplash License' },
  { name: 'Zoltan Kovacs', href: 'https://unsplash.com', licence: 'Unsplash License' },
];

const OFL = 'SIL Open Font License 1.1';

export const FONTS: readonly Credit[] = [
  { name: 'Noto Sans SC, Noto Sans TC', href: 'https://github.com/notofonts/noto-cjk', licence: OFL },
  { name: 'Noto Color Emoji', href: 'https://github.com/googlefonts/noto-emoji', licence: OFL },
  { name: 'ZCOOL XiaoWei', href: 'https://github.com/googlefonts/zcool-xiaowei', licence: OFL },
  { name: 'ZCOOL KuaiLe', href: 'https://github.com/googlefonts/zcool-kuaile', licence: OFL },
  { name: 'Ma Shan Zheng', href: 'https://github.com/googlefonts/mashanzheng', licence: OFL },
];

export const LIBRARIES: readonly Credit[] = [
  {
    name: 'sharp, libvips',
    href: 'https://sharp.pixelplumbing.com',
    licence: 'Apache-2.0, LGPL-3.0-or-later',
  },
  {
    name: '@napi-rs/canvas, Skia',
    href: 'https://github.com/Brooooooklyn/canvas',
    licence: 'MIT, BSD-3-Clause',
  },
  {
    name: 'heic-decode, libheif',
    href: 'https://github.com/catdad-experiments/heic-decode',
    licence: 'ISC, LGPL-3.0',
  },
  { name: 'ThumbHash', href: 'https://evanw.github.io/thumbhash/', licence: 'MIT' },
  {
    name: 'CMU Pronouncing Dictionary',
    href: 'http://www.speech.cs.cmu.edu/cgi-bin/cmudict',
    licence: 'BSD-2-Clause',
  },
  { name: 'pinyin-pro', href: 'https://pinyin-pro.cn', licence: 'MIT' },
  { name: 'cnchar', href: 'https://github.com/theajack/cnchar', licence: 'MIT' },
  { name: 'ts-fsrs', href: 'https://github.com/open-spaced-repetition/ts-fsrs', licence: 'MIT' },
  { name: 'Lucide', href: 'https://lucide.dev', licence: 'ISC' },
];

export const PRODUCT: readonly Credit[] = [
  { name: 'Jujube', href: 'https://www.gnu.org/licenses/agpl-3.0.html', licence: 'AGPL-3.0-or-later' },
];
