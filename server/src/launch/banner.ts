import { networkInterfaces } from 'node:os';
import { renderUnicodeCompact } from 'uqr';
import { sinceStart } from './progress.ts';

export type Served = {
  publicUrl: string;
  port: number;
  lan: boolean;
  firstAdministratorLink: string | null;
};

/** What a person reads when everything is up: where to go, and how the first administrator comes in. */
export function banner(served: Served): string {
  const lines = ['', `  Jujube is ready: ${served.publicUrl}   (${sinceStart()} s)`];
  if (served.firstAdministratorLink) {
    lines.push(
      '',
      '  Open this once to become the first administrator:',
      `  ${served.firstAdministratorLink}`,
    );
  }
  if (served.lan) lines.push('', ...forPhones(served.port));
  return [...lines, '', '  Ctrl-C stops it.', '', ''].join('\n');
}

function forPhones(port: number): string[] {
  const [address] = houseAddresses();
  if (!address) return ['  For phones in the house: this machine is in no network now.'];
  const url = `http://${address}:${port}`;
  const code = renderUnicodeCompact(url, { border: 2 }).split('\n');
  return [`  For phones in the house: ${url}`, '', ...code.map((line) => `  ${lightOnDark(line)}`)];
}

/** The code's light parts are the characters, so a terminal with a light ground must be told to be dark. */
function lightOnDark(line: string): string {
  return process.stdout.isTTY ? `\u001b[97;40m${line}\u001b[0m` : line;
}

/** IPv4 addresses of this machine, those of private networks first. */
export function houseAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const outer = all
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
  const isPrivate = (address: string) => /^(192\.168|10|172\.(1[6-9]|2\d|3[01]))\./.test(address);
  return outer.sort((a, b) => Number(isPrivate(b)) - Number(isPrivate(a)));
}
