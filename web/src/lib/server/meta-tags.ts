import { LOCALES, localePath, splitLocale, type Locale } from '#lib/locale-path.ts';
import type { PageMeta } from '#lib/shell/head-meta.ts';

/**
 * The tags for machines: description, one address per language (the shared ones are bare, the canonical one names its
 * language), and what a shared link shows. `meta` holds people's words: everything is escaped here.
 */
export function metaTags(meta: PageMeta | undefined, { url, locale }: { url: URL; locale: Locale }): string {
  if (!meta) return '';
  const { path } = splitLocale(url.pathname);
  const description = meta.description
    ? [tag('meta', { name: 'description', content: meta.description })]
    : [];
  if (meta.unlisted) return [...description, tag('meta', { name: 'robots', content: 'noindex' })].join('');
  const link = (hreflang: string, to: string) =>
    tag('link', { rel: 'alternate', hreflang, href: url.origin + to });
  return [
    ...description,
    tag('link', { rel: 'canonical', href: url.origin + localePath(locale, path) }),
    ...LOCALES.map((other) => link(other, localePath(other, path))),
    link('x-default', path),
    og('title', meta.title),
    og('site_name', meta.siteName),
    og('type', meta.type),
    og('url', url.origin + path),
    og('locale', locale.replace('-', '_')),
    ...(meta.description ? [og('description', meta.description)] : []),
    ...imageTags(meta.image, url.origin),
  ].join('');
}

function imageTags(image: PageMeta['image'], origin: string): string[] {
  if (!image) return [];
  const known = typeof image === 'string' ? { url: image } : image;
  const sized =
    'width' in known
      ? [og('image:width', String(known.width)), og('image:height', String(known.height))]
      : [];
  const described = 'alt' in known && known.alt ? [og('image:alt', known.alt)] : [];
  const card = tag('meta', { name: 'twitter:card', content: 'summary_large_image' });
  return [og('image', new URL(known.url, origin).href), ...sized, ...described, card];
}

function og(property: string, content: string): string {
  return tag('meta', { property: `og:${property}`, content });
}

/** What a browser needs of a document beside its content: how to install it, and the colour around it. */
export function documentTags({
  prefix,
  theme,
}: {
  prefix: string;
  theme: 'light' | 'dark' | 'system';
}): string {
  const colour = (scheme: 'light' | 'dark') => {
    const media = theme === 'system' ? ` media="(prefers-color-scheme: ${scheme})"` : '';
    return theme === 'system' || theme === scheme
      ? `<meta name="theme-color" content="${PAPER[scheme]}"${media}>`
      : '';
  };
  return `<link rel="manifest" href="${prefix}/manifest.webmanifest">${colour('light')}${colour('dark')}`;
}

const PAPER = { light: '#fbf8f3', dark: '#151110' };

function tag(name: string, attributes: Record<string, string>): string {
  const written = Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`);
  return `<${name} data-meta ${written.join(' ')}>`;
}

function escaped(text: string): string {
  return text.replace(/[&"'<>]/g, (char) => `&#${char.charCodeAt(0)};`);
}
