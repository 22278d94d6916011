import { expect } from "chai";
import fc from "fast-check";
import { LocalError } from "../../../local/emulator.ts";
import { RouteTable } from "../../../local/gateway/route-table.ts";

function table(...routeKeys: string[]) {
  return new RouteTable(routeKeys.map((routeKey) => ({ routeKey })));
}

/** The route key that a request gets, and its parameters as JSON where there are some. */
function found(routes: RouteTable<{ routeKey: string }>, request: string): string {
  const [method = "", path = ""] = request.split(" ");
  const match = routes.match(method, path);
  if (match === undefined) return "none";
  const parameters = JSON.stringify(match.pathParameters);
  return parameters === "{}" ? match.route.routeKey : `${match.route.routeKey} ${parameters}`;
}

describe("RouteTable", () => {
  const documented = [
    "GET /pets/dog/1",
    "GET /pets/dog/{id}",
    "GET /pets/{proxy+}",
    "ANY /{proxy+}",
    "$default",
  ];
  const mixed = [
    "GET /",
    "GET /items/{id}",
    "ANY /items/{id}",
    "POST /items/latest",
    "GET /items/{id}/parts",
    "ANY /items/{id}/{rest+}",
    "ANY /items/{proxy+}",
    "GET /a/{x}/c",
    "GET /a/b/{y}",
    "HEAD /items/{id}",
  ];
  const cases: [routes: string[], request: string, expected: string][] = [
    // The example of AWS's documentation.
    [documented, "GET /pets/dog/1", "GET /pets/dog/1"],
    [documented, "GET /pets/dog/2", 'GET /pets/dog/{id} {"id":"2"}'],
    [documented, "GET /pets/cat/1", 'GET /pets/{proxy+} {"proxy":"cat/1"}'],
    [documented, "POST /test/5", 'ANY /{proxy+} {"proxy":"test/5"}'],
    [documented, "POST /pets/dog/1", 'ANY /{proxy+} {"proxy":"pets/dog/1"}'],
    [documented, "GET /", 'ANY /{proxy+} {"proxy":""}'],
    [["GET /x", "$default"], "GET /y", "$default"],
    [["GET /x", "$default"], "POST /x", "$default"],
    [["GET /x"], "GET /y", "none"],
    // A method before ANY, a literal before a variable, left to right.
    [mixed, "GET /", "GET /"],
    [mixed, "POST /", "none"],
    [mixed, "GET /items/7", 'GET /items/{id} {"id":"7"}'],
    [mixed, "PUT /items/7", 'ANY /items/{id} {"id":"7"}'],
    [mixed, "HEAD /items/7", 'HEAD /items/{id} {"id":"7"}'],
    [mixed, "OPTIONS /items/7", 'ANY /items/{id} {"id":"7"}'],
    [mixed, "POST /items/latest", "POST /items/latest"],
    [mixed, "GET /items/latest", 'GET /items/{id} {"id":"latest"}'],
    [mixed, "GET /items/7/parts", 'GET /items/{id}/parts {"id":"7"}'],
    [mixed, "GET /items/7/parts/3", 'ANY /items/{id}/{rest+} {"id":"7","rest":"parts/3"}'],
    [mixed, "GET /a/b/c", 'GET /a/b/{y} {"y":"c"}'],
    [mixed, "GET /a/z/c", 'GET /a/{x}/c {"x":"z"}'],
    [mixed, "GET /items", "none"],
    // A method that only ANY has.
    [["ANY /x"], "TRACE /x", "ANY /x"],
    [["GET /x"], "HEAD /x", "none"],
    // A trailing slash makes another path, which a greedy variable catches.
    [["GET /x"], "GET /x/", "none"],
    [["GET /x/{id}"], "GET /x/", "none"],
    [["GET /x", "GET /x/{proxy+}"], "GET /x/", 'GET /x/{proxy+} {"proxy":""}'],
    [["GET /x", "GET /x/{proxy+}"], "GET /x", "GET /x"],
    [["GET /x/{proxy+}"], "GET /x", "none"],
    [["ANY /{proxy+}"], "GET //a//b/", 'ANY /{proxy+} {"proxy":"/a//b/"}'],
    // Percent escapes are decoded behind the split.
    [["GET /x/{id}"], "GET /x/a%2Fb", 'GET /x/{id} {"id":"a/b"}'],
    [["GET /x/{id}"], "GET /x/%", 'GET /x/{id} {"id":"%"}'],
    [["GET /caf%C3%A9", "GET /café"], "GET /caf%C3%A9", "GET /café"],
    [["GET /x"], "GET /%78", "GET /x"],
    // Names that objects have by themselves.
    [["GET /x"], "GET /__proto__", "none"],
    [["GET /{__proto__}"], "GET /x", 'GET /{__proto__} {"__proto__":"x"}'],
    [["GET /{id}"], "GET /constructor", 'GET /{id} {"id":"constructor"}'],
    // Case counts.
    [["GET /Items"], "GET /items", "none"],
    [[], "GET /", "none"],
  ];
  for (const [routes, request, expected] of cases) {
    it(`gives ${request} of [${routes.join(", ")}] to ${expected}`, () => {
      expect(found(table(...routes), request)).to.equal(expected);
      expect(found(table(...[...routes].reverse()), request)).to.equal(expected);
    });
  }

  const refused: [routeKeys: string[], words: string][] = [
    [["GET items"], "slash first"],
    [["get /items"], "no route key"],
    [["GET"], "no route key"],
    [["/items"], "no route key"],
    [["FETCH /items"], "no route key"],
    [["GET /{proxy+}/x"], "must be its end"],
    [["GET /{id}/{id}"], "twice"],
    [["GET /x", "GET /x"], "declared twice"],
    [["GET /{a}", "GET /{b}"], "declared twice"],
    [["$default", "$default"], "declared twice"],
  ];
  for (const [routeKeys, words] of refused) {
    it(`refuses ${routeKeys.join(", ")}`, () => {
      expect(() => table(...routeKeys)).to.throw(LocalError, words);
    });
  }

  const segment = fc.constantFrom("a", "b", "c", "{x}");
  const path = fc.array(segment, { minLength: 1, maxLength: 4 });
  const routeKey = fc
    .record({ method: fc.constantFrom("GET", "POST", "ANY"), path, greedy: fc.boolean() })
    .map(({ method, path: segments, greedy }) => {
      const names = segments.map((text, index) => (text === "{x}" ? `{x${index}}` : text));
      return `${method} /${[...names, ...(greedy ? ["{rest+}"] : [])].join("/")}`;
    });
  const routeKeys = fc.uniqueArray(routeKey, {
    selector: (key) => key.replace(/\{x\d\}/g, "{}"),
    maxLength: 12,
  });
  const request = fc.record({
    method: fc.constantFrom("GET", "POST", "PUT"),
    path: fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 5 }),
  });

  it("finds a route exactly when one of them matches by itself", () => {
    fc.assert(
      fc.property(routeKeys, request, (keys, { method, path: segments }) => {
        const asked = `${method} /${segments.join("/")}`;
        const alone = keys.some((key) => found(table(key), asked) !== "none");
        expect(found(table(...keys), asked) !== "none").to.equal(alone);
      }),
    );
  });

  it("never gives a request to a greedy route when one that is not matches", () => {
    fc.assert(
      fc.property(routeKeys, request, (keys, { method, path: segments }) => {
        const asked = `${method} /${segments.join("/")}`;
        const full = keys.filter((key) => !key.includes("+}") && found(table(key), asked) !== "none");
        if (full.length > 0) expect(found(table(...keys), asked)).to.not.include("+}");
      }),
    );
  });

  it("does not depend on the order of declaration", () => {
    const twoOrders = routeKeys.chain((keys) =>
      fc.tuple(fc.constant(keys), fc.shuffledSubarray(keys, { minLength: keys.length })),
    );
    fc.assert(
      fc.property(twoOrders, request, ([keys, shuffled], { method, path: segments }) => {
        const asked = `${method} /${segments.join("/")}`;
        expect(found(table(...shuffled), asked)).to.equal(found(table(...keys), asked));
      }),
    );
  });

  it("fills a matched template back into the request's path", () => {
    fc.assert(
      fc.property(routeKeys, request, (keys, { method, path: segments }) => {
        const match = table(...keys).match(method, `/${segments.join("/")}`);
        if (match === undefined) return;
        const filled = match.route.routeKey
          .slice(match.route.routeKey.indexOf(" ") + 1)
          .replace(/\{([^{}+]+)\+?\}/g, (_, name: string) => match.pathParameters[name] ?? "");
        expect(filled).to.equal(`/${segments.join("/")}`);
      }),
    );
  });
});
