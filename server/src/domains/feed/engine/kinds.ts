/** What readers do with what they were shown, as the log numbers it: appended to, never reordered. */
export const KIND = {
  impression: 0,
  open: 1,
  dwell: 2,
  swipe: 3,
  full: 4,
  like: 5,
  save: 6,
  comment: 7,
  share: 8,
  follow: 9,
  hide: 10,
  less: 11,
  more: 12,
} as const;

/** A note that was in front for so long was read. */
export const READ_MS = 5000;
