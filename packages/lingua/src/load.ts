import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/**
 * Loads an ES module synchronously at the moment it is needed (Node ≥22 can `require` ES modules), so that whoever
 * imports this library pays for a dictionary only when a text needs it.
 *
 * @param specifier a bare specifier of a dependency of this package
 */
export function load<Module>(specifier: string): Module {
  return require(locate(specifier)) as Module;
}

/** The file of a bare specifier, by the `import` conditions, which `require.resolve` does not look at. */
export function locate(specifier: string): string {
  return fileURLToPath(import.meta.resolve(specifier));
}

/** Makes a value on the first call and keeps it. */
export function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
