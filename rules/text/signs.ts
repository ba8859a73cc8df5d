/** What white space folds to, a run of it to one. */
export const SPACE = 0x20;
