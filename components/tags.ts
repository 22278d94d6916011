import * as pulumi from "@pulumi/pulumi";

/** Tags by key, as every AWS resource takes them. */
export type Tags = Readonly<Record<string, string>>;

/**
 * The tags of everything that takes tags: `project`, `stack` and `service`. They hold no revision: a commit that
 * touches one service must change nothing of the others.
 */
export function tagsOf(service: string, more: Tags = {}): Record<string, string> {
  return { project: pulumi.getProject(), stack: pulumi.getStack(), service, ...more };
}
