import { once } from "node:events";
import { get, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { expect } from "chai";
import { writeResponse } from "../../../local/aws/write-response.ts";
import { createServer } from "../../../payload/node-http.ts";

function failure(code: string): Error {
  return Object.assign(new Error(`write ${code}`), { code });
}

/** The start of something that never comes to its end. */
function endless(): Readable {
  return new Readable({
    read() {
      this.push("x");
      this._read = () => {};
    },
  });
}

describe("the answer to an AWS call", () => {
  let server: Server;
  const answers: ((response: ServerResponse) => void)[] = [];

  before(async () => {
    server = createServer({}, (_request, response) => answers.shift()?.(response));
    await once(server.listen(0, "127.0.0.1"), "listening");
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Asks for this body, and lets something happen once its start has arrived. @returns how writing it ended */
  async function outcome(body: Readable, happen: (leave: () => void, response: ServerResponse) => void) {
    const written = Promise.withResolvers<{ response: ServerResponse; ended: Promise<unknown> }>();
    answers.push((response) => {
      const answer = { status: 200, headers: {}, body };
      const ended = writeResponse(response, answer, "id").catch((error: unknown) => error);
      written.resolve({ response, ended });
    });
    const request = get({ port: (server.address() as AddressInfo).port, agent: false });
    request.on("error", () => undefined);
    const [incoming] = await once(request, "response");
    incoming.on("error", () => undefined);
    await once(incoming, "data");
    const { response, ended } = await written.promise;
    happen(() => request.destroy(), response);
    const result = await ended;
    request.destroy();
    return result;
  }

  it("ends in peace when the client leaves", async () => {
    expect(await outcome(endless(), (leave) => leave())).to.equal(undefined);
  });

  for (const code of ["EPIPE", "ECONNRESET"]) {
    it(`ends in peace when the connection fails with ${code}`, async () => {
      const body = endless();
      const fail = (_: unknown, response: ServerResponse) => void response.destroy(failure(code));
      expect(await outcome(body, fail)).to.equal(undefined);
      expect(body.destroyed).to.equal(true);
    });
  }

  it("fails when what it is read from fails, with a connection's error too", async () => {
    const body = endless();
    const error = failure("ECONNRESET");
    expect(await outcome(body, () => void body.destroy(error))).to.equal(error);
  });
});
