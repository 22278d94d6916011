import type { AccessDecision, AwsCallEvent, EventStream } from "../events.ts";

/** How often a role was allowed or refused one action on one resource. */
export interface Use {
  readonly roleName: string;
  readonly action: string;
  /** ARN; objects of a bucket are told together, as `bucket/*`. */
  readonly resource: string;
  readonly allowed: boolean;
  /** The statement that allowed it, or why it was refused. */
  readonly because: string;
  readonly count: number;
}

/** More than a program with a few hundred tables has: something unlimited is a resource. */
const MAX_USES = 5_000;

/** Counts what each role was used for, in bounded memory. */
export class PermissionUse {
  readonly #uses = new Map<string, Use & { count: number }>();
  readonly #unsubscribe: () => void;
  #changes = 0;

  constructor(events: EventStream) {
    this.#unsubscribe = events.subscribe("aws-call", (event) => this.#record(event));
  }

  stop(): void {
    this.#unsubscribe();
  }

  /** In the order in which they were seen first. */
  get uses(): readonly Use[] {
    return [...this.#uses.values()];
  }

  /** Grows with each use: tells whether there is something new. */
  get changes(): number {
    return this.#changes;
  }

  #record({ roleName, decisions }: AwsCallEvent): void {
    if (roleName === undefined) return;
    for (const decision of decisions) this.#count(roleName, decision);
  }

  #count(roleName: string, { action, resource, allowed, because }: AccessDecision): void {
    this.#changes += 1;
    const told = withoutObjectKey(resource);
    const key = `${roleName} ${action} ${told} ${allowed}`;
    const known = this.#uses.get(key);
    if (known) known.count += 1;
    else if (this.#uses.size < MAX_USES) {
      this.#uses.set(key, { roleName, action, resource: told, allowed, because, count: 1 });
    }
  }
}

function withoutObjectKey(resource: string): string {
  return resource.replace(/^(arn:aws:s3:::[^/]+\/).*$/s, "$1*");
}
