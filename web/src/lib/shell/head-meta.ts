/** What a page says about itself to search engines and to whoever shares it. */
export interface PageMeta {
  /** The page's title and the community's name. */
  title: string;
  siteName: string;
  description?: string;
  /** Open Graph picture; its size and description are told where they are known. */
  image?: string | { url: string; width: number; height: number; alt: string | null };
  type: 'website' | 'article' | 'profile';
  unlisted: boolean;
}

let told: (meta: PageMeta) => void = () => {};

/** Says who listens to what pages say about themselves: the server, which writes it into the HTML. */
export function provideMetaListener(listener: (meta: PageMeta) => void): void {
  told = listener;
}

export function tellMeta(meta: PageMeta): void {
  told(meta);
}

/** In the browser: what the first page said is no longer true on the next. */
export function forgetMeta(): void {
  for (const tag of document.querySelectorAll('[data-meta]')) tag.remove();
}
