/** Whether a text matches at least one pattern. */
export type Matcher = (text: string) => boolean;

/** IAM's wildcards in a plain string: `*` is any number of characters, `?` is exactly one. */
export function globMatcher(patterns: readonly string[], { ignoreCase = false } = {}): Matcher {
  return anyOf(patterns.map((pattern) => toRegExp(pattern, ".*", ignoreCase)));
}

/**
 * Wildcards in a policy's Resource element: as above, but `*` passes a colon only where it is the last character of its
 * segment. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function resourceMatcher(patterns: readonly string[]): Matcher {
  return anyOf(patterns.map((pattern) => toRegExp(pattern, "[^:]*", false)));
}

/**
 * Wildcards in ArnLike and ArnEquals, which compare the six parts of an ARN one by one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function arnMatcher(patterns: readonly string[]): Matcher {
  const matchers = patterns.map((pattern) => arnParts(pattern).map((part) => globMatcher([part])));
  return (text) => {
    const parts = arnParts(text);
    return matchers.some(
      (matcher) =>
        matcher.length === parts.length && matcher.every((matches, index) => matches(parts[index] ?? "")),
    );
  };
}

function arnParts(text: string): string[] {
  const parts = text.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

function anyOf(patterns: readonly RegExp[]): Matcher {
  return (text) => patterns.some((pattern) => pattern.test(text));
}

/** @param inner what a `*` matches that is followed by more of its segment */
function toRegExp(pattern: string, inner: string, ignoreCase: boolean): RegExp {
  const source = pattern.replace(/\*+|\?|[\\^$.+()[\]{}|/-]/g, (token, offset: number) => {
    if (token === "?") return ".";
    if (!token.startsWith("*")) return `\\${token}`;
    const next = pattern[offset + token.length];
    return next === undefined || next === ":" ? ".*" : inner;
  });
  return new RegExp(`^${source}$`, ignoreCase ? "is" : "s");
}
