const BROWSERS: [name: string, pattern: RegExp][] = [
  ['WeChat', /MicroMessenger/],
  ['Edge', /Edg(e|A|iOS)?\//],
  ['Opera', /OPR\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Firefox', /Firefox\/|FxiOS\//],
  ['Chrome', /Chrome\/|CriOS\//],
  ['Safari', /Safari\//],
];
const SYSTEMS: [name: string, pattern: RegExp][] = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['HarmonyOS', /HarmonyOS|OpenHarmony/],
  ['Windows', /Windows/],
  ['ChromeOS', /CrOS/],
  ['macOS', /Macintosh/],
  ['Linux', /Linux/],
];

/** What a `User-Agent` says in words people know: browser and system, each null where it says nothing known. */
export function describeAgent(agent: string): {
  browser: string | null;
  system: string | null;
  mobile: boolean;
} {
  const named = (known: [string, RegExp][]) => known.find(([, pattern]) => pattern.test(agent))?.[0] ?? null;
  return {
    browser: named(BROWSERS),
    system: named(SYSTEMS),
    mobile: /Mobi|iPhone|iPad|Android|HarmonyOS/.test(agent),
  };
}
