/** A line of words in a picture. */
export interface ReadLine {
  text: string;
  /** Fractions of the picture: left, top, width, height. */
  box: [x: number, y: number, width: number, height: number];
}

/** Reads words in pictures. */
export interface PictureReader {
  /** Whether what does it is installed; without it no picture has words. */
  readonly there: boolean;
  /**
   * The lines of a picture, from top to bottom as they were found; none where it says nothing.
   *
   * @throws Error when it takes too long, needs too much memory, or cannot be read
   */
  read(picture: Uint8Array): Promise<ReadLine[]>;
  /** Gives its memory back; may be called twice. */
  close(): Promise<void>;
}
