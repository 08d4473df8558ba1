import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';

/** The longest way to write an address. */
const LONGEST = 45;
/** Proxies and people who are here: each of their requests would have it read anew. */
const read = new LRUCache<string, { address: string | null }>({ max: 2000 });

/**
 * The client's address: the socket's, unless that is a trusted proxy; then the last address in `X-Forwarded-For` that is not.
 * `trusted` holds addresses and CIDR ranges.
 */
export function clientAddress(
  socket: string | undefined,
  forwarded: string | undefined,
  trusted: readonly string[],
): string | null {
  const own = normal(socket);
  if (own === null || !forwarded || !isTrusted(own, trusted)) return own;
  const hops = forwarded.split(',').map((hop) => normal(hop.trim()));
  for (const hop of hops.reverse()) {
    if (hop === null) return own;
    if (!isTrusted(hop, trusted)) return hop;
  }
  return own;
}

/** An address as a limit counts it: IPv6 by its /64, since a household or a phone has a whole one. */
export function limitKey(address: string): string {
  const parsed = ipaddr.parse(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const parts = (parsed as ipaddr.IPv6).parts.slice(0, 4);
  return parts.map((part) => part.toString(16)).join(':') + '::/64';
}

function normal(address: string | undefined): string | null {
  if (!address || address.length > LONGEST) return null;
  let known = read.get(address);
  if (!known) {
    known = { address: ipaddr.isValid(address) ? ipaddr.process(address).toString() : null };
    read.set(address, known);
  }
  return known.address;
}

function isTrusted(address: string, trusted: readonly string[]): boolean {
  const parsed = ipaddr.parse(address);
  return trusted.some((range) => {
    const [base, bits] = range.includes('/') ? ipaddr.parseCIDR(range) : [ipaddr.process(range), null];
    if (base.kind() !== parsed.kind()) return false;
    return bits === null ? base.toString() === parsed.toString() : parsed.match(base, bits);
  });
}
