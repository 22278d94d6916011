// The client of the Lambda runtime API. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
//
// It speaks to our own server only, on one connection, and asks with its answer for the next event (`Lambdock-Next`, a
// header of our own): one request and one response an invocation, which halves what it costs.
"use strict";

const net = require("node:net");

const prefix = "/2018-06-01/runtime";

class RuntimeClient {
  #address;
  #socket;
  #chunks = [];
  #bytes = 0;
  /** Until so many bytes are there, no response is complete. */
  #needed = 1;
  /** Those who wait for the responses to what was sent, in order. */
  #waiting = [];
  #next;

  constructor(address) {
    const [host, port] = address.split(":");
    this.#address = address;
    this.#socket = net.connect({ host, port: Number(port), noDelay: true });
    this.#socket.on("data", (chunk) => this.#receive(chunk));
    // Nobody needs this process any more.
    this.#socket.on("error", () => process.exit(1));
    this.#socket.on("close", () => process.exit(1));
  }

  /** Waits for the next event. The connection keeps the process alive except in a handler: one that waits for nothing ends it. */
  async next() {
    this.#socket.ref();
    let event = await (this.#next ?? this.#ask());
    if (event.status === 413) {
      console.error("Failed to post handler success response. Http response code: 413.");
      event = await this.#ask();
    }
    this.#next = undefined;
    this.#socket.unref();
    return event;
  }

  /** Answers an event. The response to it is the next event. */
  respond(requestId, body) {
    this.#answer(`/invocation/${requestId}/response`, body, "");
  }

  /** As `respond`. */
  fail(requestId, error) {
    this.#answer(`/invocation/${requestId}/error`, JSON.stringify(error), errorTypeHeader(error));
  }

  async failInit(error) {
    const body = JSON.stringify(error);
    this.#socket.write(this.#head("POST", "/init/error", body, errorTypeHeader(error)) + body);
    await this.#response();
  }

  #ask() {
    this.#socket.write(this.#head("GET", "/invocation/next"));
    return this.#response();
  }

  #answer(path, body, headers) {
    this.#socket.ref();
    this.#socket.write(
      this.#head("POST", path, body, `${headers}Lambdock-Next: 1\r\n${memoryHeader()}`) + body,
    );
    this.#next = this.#response();
  }

  #head(method, path, body, headers = "") {
    const length = body === undefined ? "" : `Content-Length: ${Buffer.byteLength(body)}\r\n`;
    return `${method} ${prefix}${path} HTTP/1.1\r\nHost: ${this.#address}\r\n${length}${headers}\r\n`;
  }

  #response() {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #receive(chunk) {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes < this.#needed) return;
    let received = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    for (;;) {
      const response = readResponse(received);
      this.#needed = response.length;
      if (received.length < response.length) break;
      this.#waiting.shift()(response);
      received = received.subarray(response.length);
    }
    this.#chunks = received.length > 0 ? [received] : [];
    this.#bytes = received.length;
  }
}

/** Reads the response at the start of a buffer: our server always sends Content-Length, and never continues a line. */
function readResponse(buffer) {
  const end = buffer.indexOf("\r\n\r\n");
  if (end < 0) return { length: buffer.length + 1 };
  const [statusLine, ...lines] = buffer.latin1Slice(0, end).split("\r\n");
  const headers = {};
  for (const line of lines) {
    const colon = line.indexOf(": ");
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 2);
  }
  const length = end + 4 + Number(headers["content-length"]);
  if (buffer.length < length) return { length };
  return {
    length,
    status: Number(statusLine.split(" ")[1]),
    headers,
    body: buffer.utf8Slice(end + 4, length),
  };
}

function errorTypeHeader({ errorType }) {
  return `Lambda-Runtime-Function-Error-Type: ${String(errorType).replace(/[^\x20-\x7e]/g, "?")}\r\n`;
}

/** Elsewhere than on Linux nobody but the process itself can say cheaply how much memory it has used. */
function memoryHeader() {
  return process.platform === "linux" ? "" : `Lambdock-Max-Memory-Kb: ${process.resourceUsage().maxRSS}\r\n`;
}

module.exports = { RuntimeClient };
