/** What callers invoke. It outlives versions, so permissions and URLs stay when a new version goes live. */
export const LIVE_ALIAS = "live";
