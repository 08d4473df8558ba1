import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';

/** Flags that tests may add; the security of the web stays on. */
const ARGS = ['--no-sandbox', '--font-render-hinting=none'];

/**
 * Starts the browser of the tests: the Chromium that came with `npm install` (Linux x64), or the Chrome named in
 * `CHROME`. It knows Chinese letters and emoji, from packages, whatever fonts the machine has.
 */
export async function launchBrowser(options: { args?: string[] } = {}): Promise<Browser> {
  const args = [...ARGS, ...(options.args ?? [])];
  const named = process.env.CHROME;
  if (named) return chromium.launch({ executablePath: named, args });
  const home = await unpacked();
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    args,
    env: {
      ...definedEnvironment(),
      FONTCONFIG_FILE: fontConfig(home),
      LD_LIBRARY_PATH: [join(home, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
    },
  });
}

/** The folder of the unpacked browser: made once per user and version, whole or not at all, by whoever is first. */
async function unpacked(): Promise<string> {
  const home = join(tmpdir(), `jujube-chromium-${process.getuid?.() ?? 0}-${VERSION}`);
  if (existsSync(home)) return home;
  const before = { TMPDIR: process.env.TMPDIR, VERCEL: process.env.VERCEL };
  const own = mkdtempSync(join(tmpdir(), 'jujube-chromium-'));
  // The package unpacks into the temporary folder, and its libraries only where it believes to be hosted.
  process.env.TMPDIR = own;
  process.env.VERCEL = '1';
  try {
    const { default: pack } = await import('@sparticuz/chromium');
    await pack.executablePath();
  } finally {
    restore(before);
  }
  try {
    renameSync(own, home);
  } catch (error) {
    if (!existsSync(join(home, 'chromium'))) throw error;
    rmSync(own, { recursive: true, force: true });
  }
  return home;
}

const VERSION = '153.0.0';

function restore(variables: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]),
  );
}

function fontConfig(home: string): string {
  const folders = [
    '@expo-google-fonts/noto-sans-sc/400Regular',
    '@expo-google-fonts/noto-sans-sc/600SemiBold',
    '@expo-google-fonts/noto-sans-tc/400Regular',
    '@expo-google-fonts/noto-sans-tc/600SemiBold',
    '@expo-google-fonts/noto-color-emoji/400Regular',
  ].map((folder) => fileURLToPath(new URL(`../node_modules/${folder}`, import.meta.url)));
  const cache = join(home, 'font-cache');
  mkdirSync(cache, { recursive: true });
  const families = ['Open Sans', 'Noto Sans SC', 'Noto Sans TC', 'Noto Color Emoji'];
  const prefer = families.map((family) => `<family>${family}</family>`).join('');
  const file = join(home, 'fonts.conf');
  const xml = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
${[join(home, 'fonts'), ...folders].map((dir) => `<dir>${dir}</dir>`).join('\n')}
<cachedir>${cache}</cachedir>
<match target="pattern"><test name="lang" compare="contains"><string>zh-tw</string></test>
<edit name="family" mode="append"><string>Noto Sans TC</string></edit></match>
${['system-ui', 'sans-serif', 'serif', 'monospace'].map((name) => `<alias binding="same"><family>${name}</family><prefer>${prefer}</prefer></alias>`).join('\n')}
</fontconfig>`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, xml);
  return file;
}
