// Ours, and none of the generator's business.
export {}
