import { event } from '../../kernel/events.ts';
import type { Id } from '../../kernel/ids.ts';

/** Somebody signed up. */
export const personJoined = event<{ personId: Id }>('people.joined');
/** Name, handle, picture or words about oneself changed. */
export const personChanged = event<{ personId: Id }>('people.changed');
/** The account was closed; all they made is to be hidden until they return or are erased. */
export const personClosed = event<{ personId: Id }>('people.closed');
export const personReturned = event<{ personId: Id }>('people.returned');
/** 30 days after closing: all they made is to be removed, bytes included. */
export const personErased = event<{ personId: Id }>('people.erased');
