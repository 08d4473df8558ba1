/** What other sites show beside a link. */
export interface Preview {
  url: string;
  width: number;
  height: number;
  alt: string | null;
}

/** The preview (1200 × 630) of a picture, from the address of any of its renditions. */
export function previewOf({ url, alt }: { url: string; alt: string | null }): Preview {
  const name = url.slice(url.lastIndexOf('/') + 1).replace(/\.\w+$/, '.jpg');
  return { url: `/media/share/${name}`, width: 1200, height: 630, alt };
}
