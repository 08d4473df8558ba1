import type { Api } from '@jujube/contract';

/**
 * What a route may tell, for the matrix test. `subject`: answers about one thing, so whoever may not see the thing gets a
 * 404; with `owner` only its owner may, others 403 or 404; with `takesBack` it takes away only what the asker gave, which
 * is theirs to take whatever became of the thing: whoever may not see it gets the answer of a thing that never was. `list`: answers many things, and none that may not be seen; `mutes`
 * says whether muted people are left out too. `own`: tells the asking person about themselves only. `staff`: told by role.
 * `open`: tells nothing of anybody.
 */
export type Row =
  | {
      tells: 'subject';
      of: 'note' | 'comment' | 'person' | 'board' | 'topic' | 'media' | 'text' | 'correction';
      owner?: true;
      takesBack?: true;
    }
  | { tells: 'list'; of: 'note' | 'comment' | 'person' | 'board' | 'text'; mutes?: true }
  | { tells: 'own' | 'staff' | 'open' };

const note = { tells: 'subject', of: 'note' } as const;
const noteMark = { tells: 'subject', of: 'note', takesBack: true } as const;
const ownNote = { tells: 'subject', of: 'note', owner: true } as const;
const comment = { tells: 'subject', of: 'comment' } as const;
const commentMark = { tells: 'subject', of: 'comment', takesBack: true } as const;
const ownComment = { tells: 'subject', of: 'comment', owner: true } as const;
const person = { tells: 'subject', of: 'person' } as const;
const board = { tells: 'subject', of: 'board' } as const;
const ownBoard = { tells: 'subject', of: 'board', owner: true } as const;
const ownMedia = { tells: 'subject', of: 'media', owner: true } as const;
const text = { tells: 'subject', of: 'text' } as const;
const notes = { tells: 'list', of: 'note', mutes: true } as const;
const notesOfOne = { tells: 'list', of: 'note' } as const;
const own = { tells: 'own' } as const;
const staff = { tells: 'staff' } as const;
const open = { tells: 'open' } as const;

/** A route without a row does not compile. */
export const ROWS: Record<keyof Api, Row> = {
  'GET /community': open,
  'PATCH /community': staff,
  'PUT /community/founder': own,
  'GET /channels': open,
  'PUT /channels/:slug': staff,
  'GET /admin/channels': staff,
  'GET /admin/audit': staff,
  'GET /session': own,
  'PATCH /session': own,
  'GET /me/devices': own,
  'DELETE /me/devices/:id': own,
  'POST /me/recovery-codes': own,
  'GET /me/tokens': own,
  'POST /me/tokens': own,
  'DELETE /me/tokens/:id': own,
  'DELETE /me': own,
  'PATCH /me': own,
  'GET /people': { tells: 'list', of: 'person' },
  'GET /people/:person': person,
  'PUT /people/:person/follow': open,
  'DELETE /people/:person/follow': open,
  'PUT /people/:person/block': open,
  'DELETE /people/:person/block': open,
  'PUT /people/:person/mute': open,
  'DELETE /people/:person/mute': open,
  'GET /people/:person/followers': person,
  'GET /people/:person/following': person,
  'GET /me/blocks': own,
  'GET /me/mutes': own,
  'GET /media/:id': ownMedia,
  'PATCH /media/:id': ownMedia,
  'DELETE /media/:id': ownMedia,
  'POST /translations/preview': own,
  'GET /hello-card': open,
  'GET /community/rules': open,
  'GET /topics': open,
  'GET /topics/:topic': { tells: 'subject', of: 'topic' },
  'PUT /topics/:topic/names/:name': staff,
  'GET /topics/:topic/notes': notes,
  'POST /notes': own,
  'GET /notes/:id': note,
  'PATCH /notes/:id': ownNote,
  'DELETE /notes/:id': ownNote,
  'GET /notes/:id/related': note,
  'PUT /notes/:id/like': note,
  'DELETE /notes/:id/like': noteMark,
  'PUT /notes/:id/save': note,
  'DELETE /notes/:id/save': noteMark,
  'GET /people/:person/notes': notesOfOne,
  'GET /me/likes': notesOfOne,
  'GET /me/saves': notesOfOne,
  'GET /me/trash': own,
  'DELETE /me/trash/:id': own,
  'GET /drafts': own,
  'PUT /drafts/:id': own,
  'DELETE /drafts/:id': own,
  'GET /people/:person/boards': { tells: 'list', of: 'board' },
  'POST /boards': own,
  'GET /boards/:id': board,
  'PATCH /boards/:id': ownBoard,
  'DELETE /boards/:id': ownBoard,
  'GET /boards/:id/notes': board,
  'PUT /boards/:id/notes/:note': ownBoard,
  'DELETE /boards/:id/notes/:note': ownBoard,
  'GET /notes/:id/comments': note,
  'POST /notes/:id/comments': note,
  'GET /comments/:id/replies': comment,
  'PATCH /comments/:id': ownComment,
  'DELETE /comments/:id': ownComment,
  'PUT /comments/:id/like': comment,
  'DELETE /comments/:id/like': commentMark,
  'PUT /comments/:id/pin': ownComment,
  'DELETE /comments/:id/pin': ownComment,
  'PUT /comments/:id/hide': ownComment,
  'DELETE /comments/:id/hide': ownComment,
  'GET /notes/:id/translation': note,
  'PUT /notes/:id/translation': note,
  'PUT /notes/:id/translation/:language/lock': ownNote,
  'DELETE /notes/:id/translation/:language/lock': ownNote,
  'GET /comments/:id/translation': comment,
  'PUT /comments/:id/translation': comment,
  'PUT /comments/:id/translation/:language/lock': ownComment,
  'DELETE /comments/:id/translation/:language/lock': ownComment,
  'GET /boards/:id/translation': board,
  'PUT /boards/:id/translation': board,
  'PUT /boards/:id/translation/:language/lock': ownBoard,
  'DELETE /boards/:id/translation/:language/lock': ownBoard,
  'GET /people/:person/translation': person,
  'PUT /people/:person/translation': person,
  'PUT /me/translation/:language/lock': own,
  'DELETE /me/translation/:language/lock': own,
  'GET /texts/:kind/:text': text,
  'POST /texts/:kind/:text/corrections': text,
  'PUT /texts/:kind/:text/lock': text,
  'GET /corrections': { tells: 'list', of: 'text' },
  'GET /corrections/:id': { tells: 'subject', of: 'correction' },
  'PUT /corrections/:id/vote': { tells: 'subject', of: 'correction' },
  'DELETE /corrections/:id/vote': { tells: 'subject', of: 'correction' },
  'PATCH /corrections/:id': { tells: 'subject', of: 'correction' },
  'GET /people/:person/corrections': person,
  'GET /glossary': open,
  'POST /glossary': own,
  'PUT /glossary/:id/vote': open,
  'DELETE /glossary/:id/vote': open,
  'PATCH /glossary/:id': open,
  'POST /learning/texts': own,
  'POST /learning/pinyin': own,
  'GET /learning/words': own,
  'POST /learning/words': own,
  'PATCH /learning/words/:id': own,
  'DELETE /learning/words/:id': own,
  'PUT /learning/words/:id': own,
  'GET /learning/review': own,
  'POST /learning/words/:id/reviews': own,
  'GET /search': notes,
  'GET /feed/explore': notes,
  'GET /feed/following': notes,
  'GET /feed/new': open,
  'POST /signals': own,
  'GET /feed/settings': own,
  'PATCH /feed/settings': own,
  'PUT /feed/wishes': own,
  'DELETE /feed/wishes/:kind/:key': own,
  'POST /feed/reset': own,
  'DELETE /feed/reset': own,
  'GET /feed/why': own,
  'GET /feed/algorithm': own,
  'PUT /feed/algorithm': own,
  'PUT /notes/:id/hide': note,
  'DELETE /notes/:id/hide': own,
  'GET /fairness': open,
  'GET /fairness/days': open,
  'GET /fairness/days/:day': open,
  'GET /notes/:id/reach': ownNote,
  'GET /inbox': own,
  'GET /inbox/unread': own,
  'PUT /inbox/read': own,
  'POST /reports': own,
  'GET /admin/reports': staff,
  'PATCH /admin/reports/:id': staff,
  'GET /admin/members': staff,
  'PATCH /admin/members/:person': staff,
  'POST /admin/members/:person/reset': staff,
  'GET /admin/overview': staff,
  'GET /admin/translation': staff,
  'GET /admin/models': staff,
  'GET /admin/models/offers': staff,
  'PUT /admin/models/:pair/download': staff,
  'DELETE /admin/models/:pair/download': staff,
  'DELETE /admin/models/:pair': staff,
  'GET /admin/jobs': staff,
  'PUT /admin/jobs/:id/run': staff,
  'GET /admin/mails': staff,
  'DELETE /admin/demo': staff,
};
