/** So much of a programme makes its recording worth to be aired. */
export const leastShare = 0.95;
