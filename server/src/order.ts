/**
 * The domains, lowest first, each with the tables it alone writes and reads. Imports go downward only, through a domain's
 * index.ts only; `architecture.test.ts` enforces it.
 */
export const ORDER: readonly { domain: string; tables: readonly string[] }[] = [
  { domain: 'community', tables: ['community', 'channels', 'audit'] },
  {
    domain: 'people',
    tables: [
      'people',
      'sessions',
      'accounts',
      'verifications',
      'passkeys',
      'recovery_codes',
      'access_tokens',
      'reserved_handles',
    ],
  },
  {
    domain: 'translation',
    tables: [
      'translations',
      'texts',
      'translation_spending',
      'translation_hours',
      'translation_touched',
      'translation_models',
    ],
  },
  { domain: 'graph', tables: ['follows', 'blocks', 'mutes'] },
  { domain: 'verdicts', tables: ['verdicts'] },
  { domain: 'media', tables: ['media', 'media_files'] },
  { domain: 'names', tables: ['name_requests', 'name_proposals'] },
  { domain: 'culture', tables: ['culture_words', 'culture_changes', 'culture_votes', 'rates'] },
  { domain: 'profiles', tables: [] },
  { domain: 'topics', tables: ['topics', 'topic_names', 'topic_deltas', 'topic_proposals'] },
  { domain: 'reactions', tables: ['reactions'] },
  { domain: 'notes', tables: ['notes', 'note_media', 'note_topics', 'note_devices', 'drafts'] },
  { domain: 'boards', tables: ['boards', 'board_notes'] },
  { domain: 'comments', tables: ['comments'] },
  { domain: 'corrections', tables: ['corrections', 'correction_votes', 'correctors'] },
  { domain: 'glossary', tables: ['terms', 'term_votes'] },
  { domain: 'learning', tables: ['learning_words', 'learning_reviews', 'learners'] },
  { domain: 'search', tables: ['search_documents'] },
  {
    domain: 'feed',
    tables: [
      'feed_lists',
      'note_hides',
      'feed_notes',
      'signals',
      'feed_era',
      'signal_drops',
      'feed_wishes',
      'feed_settings',
      'feed_forgotten',
    ],
  },
  {
    domain: 'fairness',
    tables: [
      'fairness_ledger',
      'fairness_notes',
      'fairness_days',
      'fairness_keys',
      'fairness_weights',
      'note_reach',
    ],
  },
  { domain: 'inbox', tables: ['notices', 'notice_acts'] },
  { domain: 'moderation', tables: ['reports'] },
  { domain: 'operations', tables: [] },
];

/** What the demo world is made of. */
export const DEMO_TABLES = ['demo_things'] as const;

/** Tables of the kernel. */
export const KERNEL_TABLES = [
  'migrations',
  'secrets',
  'id_nodes',
  'idempotency',
  'buckets',
  'waiting_jobs',
  'counters',
  'counter_deltas',
] as const;
