/** How far a search goes unless it is told otherwise. So many situations fit into the memory that a check has. */
export const defaultSearch = { timeMs: 10_000, states: 500_000 } as const;
