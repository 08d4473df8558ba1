/**
 * What the operator may set, read once at the start. This is the only file that reads the environment;
 * everything else is handed a `Config`.
 */

/** A start that cannot go on for a reason the operator can mend: its message is the whole story. */
export class StartError extends Error {
  override name = 'StartError';
}

/** A setting with a wrong value: says its name, the value and what is allowed. */
export class ConfigError extends StartError {
  override name = 'ConfigError';
}
