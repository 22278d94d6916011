import { ofType } from "../../local/program/declared.ts";
import type { LocalCloud } from "../../local/start.ts";

/** One action on one resource pattern that a role's policy allows. */
export interface Grant {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
}

/** What Lambda itself does with a function's role; nothing of it is a call of the function's. */
const OF_THE_PLATFORM = /^(logs|xray|ec2):/;

/** All that the program's roles grant their functions. */
export function grantsOf({ declared }: LocalCloud): Grant[] {
  return ofType(declared, "aws:iam/rolePolicy:RolePolicy").flatMap(({ inputs }) => {
    const { Statement } = JSON.parse(String(inputs.policy)) as {
      Statement: { Action: string[]; Resource: string[] }[];
    };
    return Statement.flatMap(({ Action, Resource }) =>
      Action.flatMap((action) =>
        Resource.map((resource) => ({ role: String(inputs.role), action, resource })),
      ),
    ).filter(({ action }) => !OF_THE_PLATFORM.test(action));
  });
}

/** Notes what roles use. @returns a function that tells whether a grant was used since */
export function watchUse({ events }: LocalCloud): (grant: Grant) => boolean {
  const used = new Map<string, Set<string>>();
  events.subscribe("aws-call", ({ roleName, decisions }) => {
    if (roleName === undefined) return;
    for (const { action, resource, allowed } of decisions) {
      if (!allowed) continue;
      const key = `${roleName} ${action}`;
      used.set(key, (used.get(key) ?? new Set()).add(resource));
    }
  });
  return ({ role, action, resource }) => {
    const pattern = new RegExp(
      `^${resource.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`,
    );
    return [...(used.get(`${role} ${action}`) ?? [])].some((arn) => pattern.test(arn));
  };
}
