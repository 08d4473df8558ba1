/** One rule that protects people, how it is switched off, and the tests that must notice. */
export interface Rule {
  /** What nobody may do, in a few words. */
  name: string;
  /** Below `server/src`. */
  file: string;
  /** Text of the file that occurs once; spaces and line ends do not count. */
  find: string;
  /** What stands there while the rule is off. */
  off: string;
  /** Below `server/src`: the file whose tests notice. */
  test: string;
  /** The beginning of the names of those tests, so that the others need not run. */
  names: string;
}
