import { LIVE_TAG_PREFIX } from "../../components/image-lifecycle.ts";

/** Tags of one repository, with the digests that they name. */
export type ImageTags = ReadonlyMap<string, string>;

export interface TagPlan {
  readonly add: ImageTags;
  /** Tags alone; an image goes with its last one. */
  readonly remove: readonly string[];
}

/** The tag of an image that an alias of this stack serves. The lifecycle of repositories keeps what has it. */
export function liveTag(stack: string, version: string): string {
  return `${LIVE_TAG_PREFIX}${stack}-${version}`;
}

/**
 * What to change so that the served images, and no others, have this stack's live tags.
 * @param served digests by version
 * @param more   tags that stay for good: a commit, a release
 */
export function planTags(stack: string, existing: ImageTags, served: ImageTags, more: ImageTags): TagPlan {
  const live = new Map([...served].map(([version, digest]) => [liveTag(stack, version), digest]));
  const wanted = new Map([...more, ...live]);
  // Versions are numbers, so the tags of a stack whose name starts alike are not taken for this one's.
  const ofStack = (tag: string) =>
    tag.startsWith(liveTag(stack, "")) && /^\d+$/.test(tag.slice(liveTag(stack, "").length));
  return {
    add: new Map([...wanted].filter(([tag, digest]) => existing.get(tag) !== digest)),
    remove: [...existing.keys()].filter((tag) => ofStack(tag) && !live.has(tag)),
  };
}
