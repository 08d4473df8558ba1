import type { Problem } from '@jujube/contract/client';
import type { Uploaded } from '../../media/pictures.svelte.ts';
import type { Content } from './content.ts';

/** What the composer is given by its page. */
export interface ComposePage {
  /** Who writes (an id). */
  me: string;
  channels: { slug: string; name: string }[];
  content: Content;
  pictures: Uploaded[];
  /** The draft of the server that the address names, which `content` is. */
  draft: { id: string; savedAt: string } | null;
  /** The draft that the address names, also one that only the device has. */
  asked: string | null;
  /** Drafts that the server has. */
  known: string[];
  /** The address brings words or choices of its own, or a form came back: nothing older is to take their place. */
  isGiven: boolean;
  /** Nobody has read anything of theirs yet. */
  isFirst: boolean;
  /** The published note that is changed. */
  note: string | null;
  /** Where the form goes before there is any script. */
  action: string;
  problem: Problem | null;
  refusals: { name: string; title: string }[];
}
