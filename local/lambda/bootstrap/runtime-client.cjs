// The client of the Lambda runtime API. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"use strict";

const http = require("node:http");

const prefix = "/2018-06-01/runtime";

/** Elsewhere than on Linux nobody but the process itself can say cheaply how much memory it has used. */
const memoryHeaders =
  process.platform === "linux"
    ? () => ({})
    : () => ({ "Lambdock-Max-Memory-Kb": process.resourceUsage().maxRSS });

class RuntimeClient {
  #options;

  constructor(address) {
    const [host, port] = address.split(":");
    this.#options = { host, port, agent: new http.Agent({ keepAlive: true, maxSockets: 1 }) };
  }

  /** Waits for the next invocation. */
  next() {
    return this.#request("GET", "/invocation/next");
  }

  async respond(requestId, body) {
    const answer = await this.#post(`/invocation/${requestId}/response`, body, memoryHeaders());
    if (answer.status === 413)
      console.error("Failed to post handler success response. Http response code: 413.");
  }

  fail(requestId, error) {
    return this.#post(`/invocation/${requestId}/error`, JSON.stringify(error), {
      "Lambda-Runtime-Function-Error-Type": headerSafe(error.errorType),
      ...memoryHeaders(),
    });
  }

  failInit(error) {
    return this.#post("/init/error", JSON.stringify(error), {
      "Lambda-Runtime-Function-Error-Type": headerSafe(error.errorType),
    });
  }

  #post(path, text, headers) {
    const body = Buffer.from(text);
    return this.#request("POST", path, body, {
      "Content-Type": "application/json",
      "Content-Length": body.length,
      ...headers,
    });
  }

  #request(method, path, body, headers) {
    return new Promise((resolve, reject) => {
      const request = http.request({ ...this.#options, method, path: prefix + path, headers }, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk) => {
          text += chunk;
        });
        response.on("end", () =>
          resolve({ status: response.statusCode, headers: response.headers, body: text }),
        );
        response.on("error", reject);
      });
      request.on("error", reject);
      request.end(body);
    });
  }
}

function headerSafe(text) {
  return String(text).replace(/[^\x20-\x7e]/g, "?");
}

module.exports = { RuntimeClient };
