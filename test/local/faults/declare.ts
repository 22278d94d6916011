import { EventStream, type NoticeEvent } from "../../../local/events.ts";
import { FaultBoard, type FaultBoardOptions } from "../../../local/faults/fault-board.ts";
import type { DeclaredProgram, DeclaredResource } from "../../../local/program/declared.ts";
import { program, resource } from "../aws/declare.ts";

/** A shop in the stack dev: one function with a version on trial, two routes, a table of the function's name, a bucket. */
export const shop: readonly DeclaredResource[] = [
  resource("aws:lambda/function:Function", "orders", {}, { name: "shop-dev-orders", version: "8" }),
  resource("aws:lambda/function:Function", "stock", {}, { name: "shop-dev-stock", version: "1" }),
  resource("aws:lambda/alias:Alias", "orders", {
    name: "live",
    functionName: "shop-dev-orders",
    functionVersion: "7",
    routingConfig: { additionalVersionWeights: { 8: 0.1 } },
  }),
  resource("aws:apigatewayv2/route:Route", "post", { routeKey: "POST /orders" }),
  resource("aws:apigatewayv2/route:Route", "get", { routeKey: "GET /orders/{id}" }),
  resource("aws:dynamodb/table:Table", "orders", {}, { name: "orders-1234567" }),
  resource("aws:dynamodb/table:Table", "claims", {}, { name: "claims-1234567" }),
  resource("aws:s3/bucket:Bucket", "files", {}, { bucket: "files-1234567" }),
];

export interface FaultHarness {
  readonly board: FaultBoard;
  readonly notices: NoticeEvent[];
}

/** A board for the shop, or for other resources. */
export function faultBoard(
  options: Partial<FaultBoardOptions> = {},
  declared: DeclaredProgram = program(shop),
): FaultHarness {
  const events = new EventStream();
  const notices: NoticeEvent[] = [];
  events.subscribe("notice", (notice) => notices.push(notice));
  const board = new FaultBoard({ events, ...options });
  board.declare(declared);
  return { board, notices };
}
