import { expect } from "chai";
import { LocalError } from "../../../local/emulator.ts";
import type { AskedInvocation } from "../../../local/faults/faults.ts";
import { program, tableArn } from "../aws/declare.ts";
import { faultBoard, shop } from "./declare.ts";

const asked: AskedInvocation = {
  functionName: "shop-dev-orders",
  qualifier: "live",
  version: "7",
  routeKey: "POST /orders",
};
const nothing = { latencyMs: 0, heldConcurrency: 0 };

describe("the board of faults", () => {
  it("is empty at first, and strikes nothing", () => {
    const { board, notices } = faultBoard();
    expect(board.active).to.deep.equal([]);
    expect(board.ofInvocation(asked)).to.deep.equal(nothing);
    expect(board.ofRequest("POST /orders")).to.include({ latencyMs: 0 });
    expect(board.ofCall([tableArn("orders-1234567")])).to.include({ latencyMs: 0 });
    expect(notices).to.deep.equal([]);
  });

  const targets: [written: string, shown: string][] = [
    ["orders:error", "orders:error"],
    ["shop-dev-orders:error", "orders:error"],
    ["function/orders:error", "orders:error"],
    ["orders:live:error", "orders:live:error"],
    ["orders:8:error", "orders:8:error"],
    ["table/orders:error", "table/orders:error"],
    ["table/orders-1234567:error", "table/orders:error"],
    ["claims:throttle", "table/claims:throttle"],
    ["files:throttle", "bucket/files:throttle"],
    ["GET /orders/{id}:error", "GET /orders/{id}:error"],
  ];
  for (const [written, shown] of targets) {
    it(`finds what ${written} means`, () => {
      expect(faultBoard().board.add(written).spec).to.equal(shown);
    });
  }

  const unknown: [written: string, message: string][] = [
    [
      "ordres:error",
      "The fault 'ordres:error' names nothing that there is: the program declares functions (orders, stock), tables (orders, claims), buckets (files).",
    ],
    [
      "GET /orders:error",
      "The fault 'GET /orders:error' names nothing that there is: the program declares routes (POST /orders, GET /orders/{id}).",
    ],
    [
      "table/stock:error",
      "The fault 'table/stock:error' names nothing that there is: the program declares tables (orders, claims).",
    ],
    ["orders:9:error", "names nothing that there is"],
    ["stock:live:error", "names nothing that there is"],
    [
      "table/orders:timeout",
      "The fault 'table/orders:timeout' can't befall a table, which can have latency, error, throttle, refuse.",
    ],
    ["orders:status=503", "can't befall a function"],
  ];
  for (const [written, message] of unknown) {
    it(`refuses ${written}, and says what there is`, () => {
      expect(() => faultBoard().board.add(written)).to.throw(LocalError, message);
    });
  }

  it("says that there is nothing where a program declares nothing", () => {
    const { board } = faultBoard({}, program([]));
    expect(() => board.add("x:error")).to.throw("declares no function, no table, no bucket.");
  });

  it("tells when a fault goes on and off, and how often it struck", () => {
    const { board, notices } = faultBoard();
    const { id } = board.add("orders:error");
    board.add("stock:error");
    board.ofInvocation(asked);
    expect(board.active[0]).to.include({ id, hits: 1, spec: "orders:error" });
    expect(board.remove(id)).to.equal(true);
    expect(board.remove(id)).to.equal(false);
    board.clear();
    expect(board.active).to.deep.equal([]);
    expect(board.ofInvocation(asked)).to.deep.equal(nothing);
    expect(notices.map(({ level, message }) => `${level}: ${message}`)).to.deep.equal([
      "warning: Fault orders:error is on.",
      "warning: Fault stock:error is on.",
      "info: Fault orders:error is off; it struck once.",
      "info: Fault stock:error is off; it struck 0 times.",
    ]);
  });

  it("goes by what is invoked: function, version, alias and route", () => {
    const outcome = (fault: string, invocation: Partial<AskedInvocation> = {}) => {
      const { board } = faultBoard();
      board.add(fault);
      return board.ofInvocation({ ...asked, ...invocation }).outcome;
    };
    expect(outcome("orders:timeout")).to.equal("timeout");
    expect(outcome("stock:timeout")).to.equal(undefined);
    expect(outcome("orders:8:error")).to.equal(undefined);
    expect(outcome("orders:8:error", { version: "8" })).to.equal("error");
    expect(outcome("orders:live:error", { version: "8" })).to.equal("error");
    expect(outcome("orders:live:error", { qualifier: undefined })).to.equal(undefined);
    expect(outcome("POST /orders:throttle")).to.equal("throttle");
    expect(outcome("POST /orders:throttle", { routeKey: undefined })).to.equal(undefined);
    expect(outcome("table/orders:throttle")).to.equal(undefined);
  });

  it("adds latencies up, and fails things in the way that was asked for first", () => {
    const { board } = faultBoard();
    for (const fault of ["orders:latency=2s", "orders:throttle", "POST /orders:error", "orders:latency=1s"]) {
      board.add(fault);
    }
    board.add("orders:concurrency=5");
    expect(board.ofInvocation(asked)).to.deep.equal({
      latencyMs: 3_000,
      heldConcurrency: 5,
      outcome: "throttle",
    });
  });

  it("leaves to the API what happens to a request there", () => {
    const { board } = faultBoard();
    for (const fault of ["POST /orders:latency=2s", "POST /orders:status=429", "POST /orders:status=503"]) {
      board.add(fault);
    }
    expect(board.ofInvocation(asked)).to.deep.equal(nothing);
    expect(board.ofRequest("POST /orders")).to.deep.equal({ latencyMs: 2_000, status: 429 });
    expect(board.ofRequest("GET /orders/{id}")).to.deep.equal({ latencyMs: 0 });
  });

  it("goes by the table or the bucket in a call's ARNs, indexes and objects included", () => {
    const { board } = faultBoard();
    board.add("table/orders:throttle");
    board.add("bucket/files:refuse");
    board.add("bucket/files:latency=1s");
    const [table, index] = [tableArn("orders-1234567"), `${tableArn("orders-1234567")}/index/by-date`];
    expect(board.ofCall([tableArn("claims-1234567"), table])).to.deep.equal({
      latencyMs: 0,
      failure: { kind: "throttle", resources: [table] },
    });
    expect(board.ofCall([index]).failure?.resources).to.deep.equal([index]);
    expect(board.ofCall([tableArn("orders-12345678"), "*", "arn:aws:s3:::files"])).to.deep.equal({
      latencyMs: 0,
    });
    expect(board.ofCall(["arn:aws:s3:::files-1234567/a.txt"])).to.deep.equal({
      latencyMs: 1_000,
      failure: { kind: "refuse", resources: ["arn:aws:s3:::files-1234567/a.txt"] },
    });
  });

  it("strikes the share that was asked for", () => {
    const draws = [0.099, 0.1, 0.5, 0];
    const { board } = faultBoard({ random: () => draws.shift() ?? 1 });
    const { id } = board.add("orders:error@10%");
    const outcomes = [1, 2, 3, 4].map(() => board.ofInvocation(asked).outcome);
    expect(outcomes).to.deep.equal(["error", undefined, undefined, "error"]);
    expect(board.active.find((one) => one.id === id)?.hits).to.equal(2);
  });

  it("switches a fault off when the program no longer declares what it befell", () => {
    const { board, notices } = faultBoard();
    board.add("stock:error");
    board.add("orders:error");
    board.declare(program(shop.filter(({ name }) => name !== "stock")));
    expect(board.active.map(({ spec }) => spec)).to.deep.equal(["orders:error"]);
    expect(notices.at(-1)).to.include({
      level: "warning",
      message: "Fault stock:error is off: the program no longer declares what it befell.",
    });
  });
});
