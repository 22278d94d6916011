import { expect } from "chai";
import { router } from "../../../../local/console/http/router.ts";
import { get, post } from "../../../../local/console/http/routes.ts";

describe("the console's router", () => {
  const find = router({
    answers: [get("/api/things", () => 1), get("/api/things/:id", () => 2), post("/api/things/:id", () => 3)],
    streams: [{ path: "/api/things/stream/all", open: () => () => undefined }],
  });

  it("finds answers and streams, with what is variable in their path decoded", () => {
    expect(find("GET", "/api/things/a%2Fb%20c")).to.deep.include({ kind: "answer", params: { id: "a/b c" } });
    expect(find("POST", "/api/things/1")).to.deep.include({ kind: "answer", params: { id: "1" } });
    expect(find("GET", "/api/things/stream/all").kind).to.equal("stream");
  });

  for (const [method, path, kind] of [
    ["POST", "/api/things", "wrong method"],
    ["GET", "/api/other", "none"],
    ["GET", "/api/things/", "none"],
    ["GET", "/api/things/%ff", "none"],
    ["GET", "/api/things/1/more", "none"],
  ] as const) {
    it(`answers ${method} ${path} with ${kind}`, () => {
      expect(find(method, path).kind).to.equal(kind);
    });
  }
});
