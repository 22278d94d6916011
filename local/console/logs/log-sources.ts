/** What the logs can be filtered by. */
export interface LogSources {
  readonly groups: readonly string[];
  readonly functions: readonly string[];
}
