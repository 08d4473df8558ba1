/** Puts an address into the clipboard, unless this browser refuses (plain http, other apps' browsers). Answers whether it is there. */
export async function copied(url: string): Promise<boolean> {
  if (!navigator.clipboard) return false;
  try {
    await navigator.clipboard.writeText(url);
    return true;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return false;
  }
}
