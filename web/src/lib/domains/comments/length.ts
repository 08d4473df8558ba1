/** Most characters of a comment, as people count them; the API refuses longer ones. */
export const COMMENT_LENGTH = 1000;
