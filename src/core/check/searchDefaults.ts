/** How far a search goes unless it is told otherwise. */
export const defaultSearch = { timeMs: 10_000, states: 4_000_000 } as const;
