/**
 * Puts text into the clipboard. Where that is refused (plain http, other apps' browsers) the element that shows it is
 * selected instead, ready to be copied by hand. Answers whether it is in the clipboard.
 */
export async function copyText(text: string, shownIn: HTMLElement): Promise<boolean> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
  getSelection()?.selectAllChildren(shownIn);
  return false;
}
