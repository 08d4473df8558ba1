/** Another form of what is kept: what was kept before is not read any more, but learnt again from the log. */
export const FORM = 1;
