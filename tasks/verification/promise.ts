import { getDotPath, safeParse } from "valibot";
import type { ResponseContract } from "../../functions/shared/contract.ts";

/** How an answer differs from what its contract promises; undefined when it does not, or nothing is promised. */
export function brokenPromise(promised: ResponseContract | undefined, answer: unknown): string | undefined {
  if (typeof promised !== "object") return undefined;
  const [issue] = safeParse(promised, answer).issues ?? [];
  if (issue === undefined) return undefined;
  const path = getDotPath(issue);
  return `not as the contract promises${path === null ? "" : `, at ${path}`}: ${issue.message}`;
}
