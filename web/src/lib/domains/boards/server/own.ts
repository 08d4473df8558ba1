import { ApiError } from '@jujube/contract/client';
import type { RequestEvent } from '@sveltejs/kit';
import { requireMember } from '#lib/server/session.ts';
import type { Board } from '../board.ts';

/** A board for its owner to change; for anybody else there is nothing here. */
export async function ownBoard(event: RequestEvent): Promise<Board> {
  requireMember(event);
  const board = await event.locals.api('GET /boards/:id', { params: { id: event.params.id! } });
  if (!board.mine)
    throw new ApiError({ type: 'about:blank', title: '', status: 404, code: 'request.not_found' });
  return board;
}
