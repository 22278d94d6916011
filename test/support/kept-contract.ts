import { expect } from "chai";
import { safeParse } from "valibot";
import type { Contract, RouteContract } from "../../functions/shared/contract.ts";
import { router } from "../../functions/shared/routing.ts";
import type { ApiAnswer, Send } from "./api-case.ts";
import { eventOf } from "./invoke-handler.ts";

/** Sends as before, and fails when an answer is none that the contract promises for its route. */
export function keeping(contract: Contract, send: Send): Send {
  const find = router(contract);
  return async (request) => {
    const answer = await send(request);
    const { routeKey } = find(eventOf(request));
    if (routeKey !== undefined) expectPromised(contract.routes[routeKey], answer, routeKey);
    return answer;
  };
}

function expectPromised(
  route: RouteContract | undefined,
  { status, body }: ApiAnswer,
  routeKey: string,
): void {
  const promised = route?.responses[status];
  expect(promised, `${routeKey} promises no ${status}: ${JSON.stringify(body)}`).to.not.equal(undefined);
  if (promised === "empty") expect(body).to.equal(undefined);
  if (typeof promised !== "object") return;
  const { issues } = safeParse(promised, body);
  expect(
    issues?.map(({ message }) => message),
    `${routeKey} ${status} ${JSON.stringify(body)}`,
  ).to.equal(undefined);
}
