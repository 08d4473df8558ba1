import { limitKey } from '../../../kernel/address.ts';
import type { Context } from '../../../kernel/context.ts';
import { deviceNumber } from '../../people/index.ts';

/** Where an act came from, as the log has it: two numbers under a key of ours, from which nothing can be read back. */
export interface Origin {
  network: number | null;
  device: number | null;
}

/** For finding rings of accounts that share a device or a network, and nothing else. */
export function originOf(ctx: Pick<Context, 'secrets' | 'address' | 'exchange'>): Origin {
  return {
    network: ctx.address === null ? null : numberOf(ctx, limitKey(ctx.address)),
    device: deviceNumber(ctx),
  };
}

function numberOf({ secrets }: Pick<Context, 'secrets'>, network: string): number {
  return Buffer.from(secrets.sign('feed-network', network), 'base64url').readInt32BE();
}
