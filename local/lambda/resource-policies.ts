import { type Permission, type PolicyQuestion, refusedAction } from "./resource-policy.ts";

/** More questions than the routes of a program ask: what is asked beyond is another one's attempt. */
const MAX_ANSWERS = 1_000;

/** The declared permissions of all functions. Each invocation asks, and nearly always what another one has asked before. */
export class ResourcePolicies {
  readonly #permissions: readonly Permission[];
  readonly #answers = new Map<string, string | undefined>();

  constructor(permissions: readonly Permission[]) {
    this.#permissions = permissions;
  }

  /** As {@link refusedAction}. */
  refusedAction(question: PolicyQuestion): string | undefined {
    const { functionName, qualifier, caller } = question;
    const key = `${functionName}\n${qualifier}\n${caller.service}\n${caller.sourceArn}`;
    if (this.#answers.has(key)) return this.#answers.get(key);
    const answer = refusedAction(this.#permissions, question);
    if (this.#answers.size < MAX_ANSWERS) this.#answers.set(key, answer);
    return answer;
  }
}
