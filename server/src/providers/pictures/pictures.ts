/** What a picture is made for. */
export type Role = 'card' | 'note' | 'motion' | 'avatar' | 'share';
/** Fractions of the upright picture. */
export type Crop = { x: number; y: number; width: number; height: number };
export type Format = 'webp' | 'jpeg';
export type Made = { width: number; height: number; format: Format; bytes: number; path: string };
export type Rendition = Made & { role: Role };

export type Picture = {
  /** Upright and cropped, in pixels of the file that came. */
  width: number;
  height: number;
  /** Of the file that came, by its content. */
  mime: string;
  animated: boolean;
  /** In base64. */
  thumbhash: string;
  master: Made | null;
  renditions: Rendition[];
};

/** A picture whose files lie in a folder of their own, until `discard` removes it: call it once they are stored. */
export type Prepared = Picture & { discard: () => Promise<void> };

export type PictureInput = {
  path: string;
  /** Whose it is: people take turns. */
  owner?: string;
  crop?: Crop | null;
  /** What to make: `card`, `note` and, of an animation, `motion`, unless it says otherwise. */
  roles?: Role[];
};

/** Turns strangers' files into what is kept of them. */
export type Pictures = {
  /**
   * Makes all that is kept of an uploaded file, told by its content alone.
   *
   * @throws PictureRefusal with the contract's code
   */
  processPicture(input: PictureInput): Promise<Prepared>;
  /** Renders anew from the sanitised copy: with another crop, or for other uses. Its `master` is null. */
  renderFromMaster(input: PictureInput): Promise<Prepared>;
  /** Removes what a killed process left. Answers how many folders. */
  tidy(before: Date): Promise<number>;
  /** The child's process id (null: none runs), the most memory (bytes) it has had, and how many pictures wait. */
  state(): { pid: number | null; peak: number; waiting: number };
  close(): Promise<void>;
};
