import { currentLocale } from './locale-source.ts';
import { LOCALES, type Locale } from './locale-path.ts';

type Text<Inputs> = (inputs: Inputs) => string;

/** One message in the languages of `LOCALES`; compiled messages end in this (see build-tools/light-client.ts). */
export function choose<Inputs extends object>(
  ...texts: Text<Inputs>[]
): (inputs?: Inputs, options?: { locale?: Locale }) => string {
  return (inputs = {} as Inputs, options) =>
    texts[LOCALES.indexOf(options?.locale ?? currentLocale())]!(inputs);
}
