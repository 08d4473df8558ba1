/** A mail to one person; plain words, no HTML. */
export interface Letter {
  to: string;
  subject: string;
  text: string;
}

/** A mail that was kept as a file. */
export interface KeptMail extends Letter {
  /** The file's name; sorts by time. */
  name: string;
  at: Date;
}

export interface Mail {
  send(letter: Letter): Promise<void>;
  /** Newest first, from the one named `before`. Empty where letters really leave. */
  list(options: { before?: string; limit: number }): Promise<KeptMail[]>;
}
