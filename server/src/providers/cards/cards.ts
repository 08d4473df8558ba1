/** Makes the pictures of text cards, in a process of its own. */
export interface CardPainter {
  /** Draws one card, 3:4, as PNG. Throws when too many wait already or drawing fails: try again later. */
  render(card: {
    text: string;
    background: string;
    language?: string | undefined;
  }): Promise<{ data: Buffer }>;
  /** Ends the process; what waits is refused. */
  close(): Promise<void>;
}
