import { Agent, request } from "node:http";
import { connect } from "node:net";
import { expect } from "chai";
import { type RuntimeAnswer, RuntimeApi } from "../../../local/lambda/runtime-api.ts";
import { until } from "../process/alive.ts";

const version = "/2018-06-01/runtime";
const event = {
  requestId: "r-1",
  deadlineMs: 1_700_000_000_000,
  invokedFunctionArn: "arn:aws:lambda:eu-west-1:000000000000:function:fn",
  traceHeader: "Root=1-2-3;Parent=4;Sampled=1",
  clientContext: '{"custom":1}',
  payload: Buffer.from('{"some":"event"}'),
};

interface Response {
  readonly status: number | undefined;
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

describe("RuntimeApi, to a runtime that is not ours", () => {
  let api: RuntimeApi;
  let agent: Agent;
  let nexts: number;
  let answers: RuntimeAnswer[];
  let initErrors: [string, string][];

  beforeEach(async () => {
    agent = new Agent({ keepAlive: true });
    nexts = 0;
    answers = [];
    initErrors = [];
    api = await RuntimeApi.listen();
    api.serve({
      onNext: () => {
        nexts += 1;
      },
      onAnswer: (answer) => answers.push(answer),
      onInitError: (errorType, payload) => initErrors.push([errorType, payload.toString()]),
    });
  });

  afterEach(() => {
    agent.destroy();
    api.close();
  });

  function call(
    method: string,
    path: string,
    body = "",
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const [host, port] = api.address.split(":");
    const options = {
      host,
      port,
      agent,
      method,
      path: path.startsWith("/") ? path : `${version}/${path}`,
      headers,
    };
    return new Promise((resolve, reject) => {
      const sent = request(options, async (response) => {
        const chunks = await response.toArray();
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        });
      });
      sent.on("error", reject).end(body);
    });
  }

  /** Brings the runtime to where it works on an event. */
  async function running(): Promise<Response> {
    const before = nexts;
    const next = call("GET", "invocation/next");
    await until(() => nexts > before);
    api.send(event);
    return next;
  }

  it("hands over an event with Lambda's headers", async () => {
    const { status, headers, body } = await running();
    expect(status).to.equal(200);
    expect(body).to.equal('{"some":"event"}');
    expect(headers).to.include({
      "lambda-runtime-aws-request-id": "r-1",
      "lambda-runtime-deadline-ms": "1700000000000",
      "lambda-runtime-invoked-function-arn": event.invokedFunctionArn,
      "lambda-runtime-trace-id": event.traceHeader,
      "lambda-runtime-client-context": '{"custom":1}',
    });
  });

  it("takes a response and an error, each of its own event", async () => {
    await running();
    expect(await call("POST", "invocation/r-1/response", "42")).to.include({
      status: 202,
      body: '{"status":"OK"}\n',
    });
    await running();
    const headers = { "Lambda-Runtime-Function-Error-Type": "Custom.Error" };
    expect((await call("POST", "invocation/r-1/error", "{}", headers)).status).to.equal(202);
    expect(answers).to.deep.equal([
      { kind: "response", payload: Buffer.from("42") },
      { kind: "error", errorType: "Custom.Error", payload: Buffer.from("{}") },
    ]);
  });

  it("answers with the next event when the runtime asks for it with its answer", async () => {
    await running();
    const next = call("POST", "invocation/r-1/response", "42", { "Lambdock-Next": "1" });
    await until(() => nexts === 2);
    expect(answers).to.deep.equal([{ kind: "response", payload: Buffer.from("42") }]);
    api.send({ ...event, requestId: "r-2" });
    const { status, headers, body } = await next;
    expect([status, headers["lambda-runtime-aws-request-id"], body]).to.deep.equal([
      200,
      "r-2",
      '{"some":"event"}',
    ]);
  });

  it("names an error that the runtime does not name", async () => {
    await running();
    await call("POST", "invocation/r-1/error", "{}");
    expect(answers).to.have.nested.property("[0].errorType", "Runtime.Unknown");
  });

  it("refuses a second answer, and one to another event, with 400", async () => {
    const refusal = { errorMessage: "Invalid request ID", errorType: "InvalidRequestID" };
    await running();
    const other = await call("POST", "invocation/r-2/response", "42");
    expect([other.status, JSON.parse(other.body)]).to.deep.equal([400, refusal]);
    await call("POST", "invocation/r-1/response", "42");
    expect(await call("POST", "invocation/%ff/response", "42")).to.include({ status: 400 });
    const second = await call("POST", "invocation/r-1/response", "43");
    expect([second.status, JSON.parse(second.body)]).to.deep.equal([400, refusal]);
    expect(answers).to.have.length(1);
  });

  it("refuses to give the next event before the last has its answer, with 403", async () => {
    await running();
    const { status, body } = await call("GET", "invocation/next");
    expect(status).to.equal(403);
    expect(JSON.parse(body)).to.include({ errorType: "InvalidStateTransition" });
  });

  it("takes an answer and the request for the next event in one, in that order", async () => {
    const order: string[] = [];
    api.serve({
      onNext: () => order.push("next"),
      onAnswer: () => order.push("answer"),
      onInitError: () => order.push("init error"),
    });
    const socket = connect(Number(api.address.split(":")[1]), "127.0.0.1");
    const next = `GET ${version}/invocation/next HTTP/1.1\r\nHost: here\r\n\r\n`;
    socket.write(next);
    await until(() => order.length === 1);
    api.send(event);
    const answer = `POST ${version}/invocation/r-1/response HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\n42`;
    socket.write(answer + next);
    await until(() => order.length === 3);
    expect(order).to.deep.equal(["next", "answer", "next"]);
    socket.destroy();
  });

  it("refuses a response over the limit with 413, and says how large it was", async () => {
    await running();
    const { status, body } = await call("POST", "invocation/r-1/response", "x".repeat(6 * 1024 * 1024 + 101));
    expect(status).to.equal(413);
    expect(JSON.parse(body)).to.deep.equal({
      errorMessage: "Exceeded maximum allowed payload size (6291556 bytes).",
      errorType: "RequestEntityTooLarge",
    });
    expect(answers).to.deep.equal([{ kind: "oversized", bytes: 6_291_557 }]);
  });

  it("takes an init error, before there was an event only", async () => {
    const headers = { "Lambda-Runtime-Function-Error-Type": "Runtime.NoSuchHandler" };
    expect((await call("POST", "init/error", '{"errorMessage":"no"}', headers)).status).to.equal(202);
    expect(initErrors).to.deep.equal([["Runtime.NoSuchHandler", '{"errorMessage":"no"}']]);
    await running();
    expect((await call("POST", "init/error", "{}", headers)).status).to.equal(403);
  });

  it("answers 404 for what the runtime API does not have", async () => {
    await running();
    for (const [method, path] of [
      ["GET", "/"],
      ["POST", "invocation/next"],
      ["POST", "invocation/r-1/elsewhere"],
      ["GET", "/2015-03-31/functions"],
    ] as const) {
      expect((await call(method, path)).status).to.equal(404);
    }
  });

  it("does not hand over an event that nobody waits for", () => {
    expect(() => api.send(event)).to.throw("The runtime is not waiting for an invocation.");
  });
});
