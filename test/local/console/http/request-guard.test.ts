import { expect } from "chai";
import {
  actionHeader,
  type GuardedRequest,
  refusalOf,
} from "../../../../local/console/http/request-guard.ts";

const HOST = "127.0.0.1:4567";
const OWN = { host: HOST, origin: `http://${HOST}`, "sec-fetch-site": "same-origin" };

describe("the console's guard", () => {
  const allowed: [string, Partial<GuardedRequest>][] = [
    ["a page's own request", { headers: OWN }],
    ["a client without a browser", { headers: { host: HOST } }],
    ["localhost", { headers: { host: "localhost:4567" } }],
    ["an address that was typed", { headers: { host: HOST, "sec-fetch-site": "none" } }],
    [
      "a link from another site to the page",
      { headers: { host: HOST, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }, isPage: true },
    ],
    ["an action of the page", { method: "POST", headers: { ...OWN, [actionHeader]: "1" } }],
  ];
  for (const [what, request] of allowed) {
    it(`lets ${what} pass`, () => {
      expect(refusalOf({ method: "GET", headers: {}, isPage: false, ...request })).to.equal(undefined);
    });
  }

  const refused: [string, Partial<GuardedRequest>, string][] = [
    ["a rebound name", { headers: { host: "evil.example" } }, "This host is not served here"],
    [
      "another origin",
      { headers: { ...OWN, origin: "http://evil.example" } },
      "http://evil.example are refused",
    ],
    ["another port of this machine", { headers: { ...OWN, origin: "http://127.0.0.1:4566" } }, "are refused"],
    ["an opaque origin", { headers: { ...OWN, origin: "null" } }, "are refused"],
    [
      "a script's request from another site",
      { headers: { host: HOST, "sec-fetch-site": "cross-site" } },
      "other sites",
    ],
    ["one from another port", { headers: { host: HOST, "sec-fetch-site": "same-site" } }, "other sites"],
    [
      "a link from another site to the API",
      { headers: { host: HOST, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" } },
      "other sites",
    ],
    ["an action without its header", { method: "POST", headers: OWN }, actionHeader],
    ["an action of a simple form", { method: "POST", headers: { host: HOST } }, actionHeader],
  ];
  for (const [what, request, why] of refused) {
    it(`refuses ${what}`, () => {
      expect(refusalOf({ method: "GET", headers: {}, isPage: false, ...request })).to.include(why);
    });
  }
});
