import { request } from "node:http";
import { expect } from "chai";
import { apiOf, useCloud } from "../../support/shared-cloud.ts";
import { until } from "../../support/until.ts";

const ACTION = { "content-type": "application/json", "x-lambdock-console": "1" };
const PLAYERS = "lambdock-dev-players";
const PATIENTS = "lambdock-dev-patients";

describe("the console", () => {
  const cloud = useCloud();
  const url = (path: string) => `${cloud().console}${path}`;

  async function get<T>(path: string): Promise<T> {
    const response = await fetch(url(path));
    expect(response.status, path).to.equal(200);
    return (await response.json()) as T;
  }

  function post(path: string, body: unknown, headers: Record<string, string> = ACTION): Promise<Response> {
    return fetch(url(path), { method: "POST", headers, body: JSON.stringify(body) });
  }

  it("serves its page, script and styles under a policy that lets nothing else run", async () => {
    for (const path of ["/", "/traces/1-2", "/console.js", "/console.css", "/icon.svg"]) {
      const response = await fetch(url(path));
      expect(response.status, path).to.equal(200);
      const policy = response.headers.get("content-security-policy") ?? "";
      expect(policy).to.include("default-src 'none'; script-src 'self'; style-src 'self'");
      expect(policy).not.to.include("unsafe");
      expect(response.headers.get("x-content-type-options")).to.equal("nosniff");
      expect(response.headers.get("access-control-allow-origin")).to.equal(null);
      expect(await response.text()).not.to.match(/<script>|style="/);
    }
  });

  for (const [method, path, status] of [
    ["GET", "/none.js", 404],
    ["GET", "/api/none", 404],
    ["DELETE", "/", 405],
    ["POST", "/api/overview", 405],
    ["GET", "/api/traces/none", 404],
    ["GET", "/api/alarms/none", 404],
    ["GET", "/api/dashboards/none", 404],
    ["GET", "/api/functions/none", 404],
    ["GET", "/api/dashboards/lambdock-dev-dashboard?minutes=x", 400],
    ["GET", "/api/traces?filter=edge(", 400],
    ["POST", "/api/try", 400],
    ["POST", "/api/tables/none/items", 404],
    ["POST", "/api/buckets/none/objects", 404],
  ] as const) {
    it(`answers ${method} ${path} with ${status} and a sentence`, async () => {
      const response = await fetch(url(path), {
        method,
        headers: ACTION,
        ...(method === "POST" && { body: "{}" }),
      });
      expect(response.status).to.equal(status);
      expect(((await response.json()) as { message: string }).message).to.match(/\.$/);
    });
  }

  it("refuses foreign hosts, foreign origins, and actions without its header", async () => {
    const invoke = `/api/functions/${PLAYERS}/invoke`;
    expect((await post(invoke, { payload: "{}" }, { "content-type": "text/plain" })).status).to.equal(403);
    expect((await post(invoke, {}, { ...ACTION, origin: "http://evil.example" })).status).to.equal(403);
    const rebound = await new Promise((resolve) =>
      request(url("/api/overview"), { headers: { host: "evil.example" } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end(),
    );
    expect(rebound).to.equal(403);
    expect((await post("/api/try", "x".repeat(11_000_000))).status).to.equal(413);
    expect((await fetch(url("/api/try"), { method: "POST", headers: ACTION, body: "{" })).status).to.equal(
      400,
    );
  });

  it("tries a route, and shows the request in the overview, its trace and its logs", async () => {
    const answer = await post("/api/try", {
      api: Object.keys(cloud().apis)[0],
      method: "GET",
      path: "/patients/console",
    });
    expect(await answer.json()).to.deep.include({ status: 404 });
    interface Seen {
      requests: { path: string; status: number; routeKey: string; functionRequestId: string }[];
    }
    const { requests } = await get<Seen>("/api/overview");
    const seen = requests.find(({ path }) => path === "/patients/console");
    expect(seen).to.include({ status: 404, routeKey: "GET /patients/{id}" });
    interface Detail {
      line: { routeKey: string; entry: string };
      waterfall: { bars: { kind: string }[] };
      logs: { text: string }[];
    }
    const id = seen?.functionRequestId;
    // Log lines and segments may come a moment after the answer.
    await until("its logs and its call are there", async () => {
      const { logs, waterfall } = await get<Detail>(`/api/traces/${id}`);
      return (
        logs.some(({ text }) => text.startsWith("REPORT")) &&
        waterfall.bars.some(({ kind }) => kind === "aws")
      );
    });
    const detail = await get<Detail>(`/api/traces/${id}`);
    expect(detail.line).to.include({ routeKey: "GET /patients/{id}", entry: PATIENTS });
    expect(detail.waterfall.bars.map(({ kind }) => kind)).to.include.members(["gateway", "function", "aws"]);
    const logs = await get<{ requestId: string }[]>(`/api/logs?requestId=${id}&limit=2`);
    expect(logs.map(({ requestId }) => requestId)).to.deep.equal([id, id]);
    interface List {
      lines: { request: { path: string } }[];
      map: { nodes: { name: string }[] };
    }
    const list = await get<List>(
      `/api/traces?route=console&outcome=error&function=${PATIENTS}&filter=responsetime%20<%2030`,
    );
    expect(list.lines.map(({ request: { path } }) => path)).to.deep.equal(["/patients/console"]);
    expect(list.map.nodes.map(({ name }) => name)).to.include.members(["Clients", "API Gateway", PATIENTS]);
  });

  it("refuses to try what is no route of an API here", async () => {
    const api = Object.keys(cloud().apis)[0];
    expect((await post("/api/try", { api: "none", method: "GET", path: "/" })).status).to.equal(404);
    expect((await post("/api/try", { api, method: "GET", path: "http://evil.example/" })).status).to.equal(
      400,
    );
    expect((await post("/api/try", { api, method: "TRACE", path: "/" })).status).to.equal(400);
    expect(
      (await post("/api/try", { api, method: "GET", path: "/", headers: { "bad name": "1" } })).status,
    ).to.equal(502);
  });

  it("streams requests and log lines as they come", async () => {
    const stop = new AbortController();
    const streams = await Promise.all(
      ["/api/requests/stream", `/api/logs/stream?function=${PLAYERS}&text=streamed`].map((path) =>
        fetch(url(path), { signal: stop.signal }),
      ),
    );
    const texts = ["", ""];
    const reading = streams.map(async ({ body }, index) => {
      for await (const chunk of body ?? []) texts[index] += Buffer.from(chunk).toString();
    });
    await fetch(`${apiOf(cloud())}/players/streamed`);
    await until("the request came", () => texts[0]?.includes('"path":"/players/streamed"') === true);
    stop.abort();
    await Promise.allSettled(reading);
    expect(streams[0]?.headers.get("content-type")).to.equal("text/event-stream");
  });

  it("draws the declared dashboard with nothing unsupported", async () => {
    const [dashboard] = await get<{ name: string }[]>("/api/dashboards");
    interface Drawn {
      widgets: { content: { kind: string; why?: string } }[];
    }
    const { widgets } = await get<Drawn>(`/api/dashboards/${dashboard?.name}?minutes=60`);
    expect(widgets.length).to.be.greaterThan(5);
    expect(widgets.flatMap(({ content }) => content.why ?? [])).to.deep.equal([]);
  });

  it("shows alarms, and sets one to see its actions until it is looked at again", async () => {
    interface Alarm {
      line: { name: string; state: string };
      explanation: string;
      drill: { possible: boolean };
      history: { summary: string }[];
    }
    const { alarms } = await get<{ alarms: { name: string }[] }>("/api/alarms");
    const name = alarms.find((alarm) => alarm.name.endsWith("messages-errors"))?.name;
    const set = (await (await post(`/api/alarms/${name}/state`, { state: "ALARM" })).json()) as Alarm;
    expect(set.line.state).to.equal("ALARM");
    expect(set.history[0]?.summary).to.match(/to ALARM|action/);
    await post(`/api/alarms/${name}/state`, { state: "OK" });
    const page = await get<Alarm>(`/api/alarms/${name}`);
    expect(page.line.state).to.equal("OK");
    expect(page.drill.possible).to.equal(true);
    expect((await post(`/api/alarms/${name}/state`, { state: "MAYBE" })).status).to.equal(400);
  });

  it("switches faults on and off, and refuses those that can't be", async () => {
    interface Faults {
      active: { id: number; spec: string; hits: number }[];
      targets: { name: string }[];
    }
    const add = async (spec: string) => (await (await post("/api/faults", { spec })).json()) as Faults;
    const { active, targets } = await add("patients:error");
    await add("GET /patients:latency=1ms@50%");
    expect(active.map(({ spec }) => spec)).to.deep.equal(["patients:error"]);
    expect(targets.map(({ name }) => name)).to.include.members([
      "patients",
      "patients:live",
      "table/patients",
    ]);
    expect((await fetch(`${apiOf(cloud())}/patients/1`)).status).to.equal(500);
    const { faults } = await get<{ faults: { spec: string }[] }>("/api/overview");
    expect(faults.map(({ spec }) => spec)).to.deep.equal(["patients:error", "GET /patients:latency=1ms@50%"]);
    const gone = await post("/api/faults/remove", { id: active[0]?.id });
    expect(((await gone.json()) as Faults).active).to.have.length(1);
    expect((await post("/api/faults/remove", { id: active[0]?.id })).status).to.equal(404);
    expect(((await (await post("/api/faults/clear", {})).json()) as Faults).active).to.deep.equal([]);
    expect((await fetch(`${apiOf(cloud())}/patients/1`)).status).to.equal(200);
    const refused = await post("/api/faults", { spec: "patient:error" });
    expect(refused.status).to.equal(400);
    expect(((await refused.json()) as { message: string }).message).to.include("functions (data, patients");
    expect(
      (await post("/api/faults", { spec: "data:error" }, { "content-type": "text/plain" })).status,
    ).to.equal(403);
  });

  it("has an alarm's fault on while its drill runs", async () => {
    interface Faults {
      active: { spec: string; hits: number }[];
    }
    const path = "/api/alarms/lambdock-dev-messages-throttles";
    const page = (await (await post(`${path}/drill`, {})).json()) as { running?: { alarmName: string } };
    expect(page.running?.alarmName).to.equal("lambdock-dev-messages-throttles");
    expect((await post(`${path}/drill`, {})).status).to.equal(409);
    await until("the drill's traffic is struck", async () =>
      (await get<Faults>("/api/faults")).active.some(
        ({ spec, hits }) => spec === "messages:throttle" && hits > 0,
      ),
    );
    await post("/api/drill/stop", {});
    await until("the fault is off", async () => (await get<Faults>("/api/faults")).active.length === 0);
  });

  it("shows functions, invokes one with a kept event, and tells what its role used", async () => {
    interface Event {
      name: string;
      payload: string;
      isSaved: boolean;
    }
    const path = `/api/functions/${PLAYERS}`;
    const events = await get<Event[]>(`${path}/events`);
    const list = events.find(({ name }) => name === "GET /players");
    const kept = (await (
      await post(`${path}/events`, { name: "mine", payload: list?.payload })
    ).json()) as Event[];
    expect(kept[0]).to.include({ name: "mine", isSaved: true });
    const answer = await post(`${path}/invoke`, { payload: kept[0]?.payload });
    const { failed, payload } = (await answer.json()) as { failed: boolean; payload: string };
    expect(failed).to.equal(false);
    expect(JSON.parse(payload)).to.include({ statusCode: 200 });
    expect(
      ((await (await post(`${path}/events/remove`, { name: "mine" })).json()) as Event[])[0]?.isSaved,
    ).to.equal(false);
    expect((await post(`${path}/invoke`, { payload: "no json" })).status).to.equal(409);
    interface Detail {
      line: { running: number };
      role: { statements: { actions: { action: string; status: string }[] }[] };
      codeBytes: number;
    }
    const detail = await get<Detail>(path);
    expect(detail.line.running).to.be.greaterThan(0);
    expect(detail.codeBytes).to.be.greaterThan(10_000);
    const used = detail.role.statements
      .flatMap(({ actions }) => actions)
      .filter(({ status }) => status === "used");
    expect(used.map(({ action }) => action)).to.include("dynamodb:Scan");
    expect((await get<{ name: string }[]>("/api/functions")).map(({ name }) => name)).to.include(PLAYERS);
  });

  it("browses tables and buckets", async () => {
    interface Table {
      name: string;
      queryables: { index: string; partitionKey: { name: string } }[];
    }
    const tables = await get<Table[]>("/api/tables");
    const table = tables.find(({ name }) => name.startsWith("patients"));
    const path = `/api/tables/${table?.name}/items`;
    const { items, columns } = (await (await post(path, {})).json()) as {
      items: object[];
      columns: string[];
    };
    expect(columns[0]).to.equal(table?.queryables[0]?.partitionKey.name);
    expect(items.length).to.be.greaterThan(0);
    const one = (await (await post(path, { partition: "1" })).json()) as { items: { id: string }[] };
    expect(one.items.map(({ id }) => id)).to.deep.equal(["1"]);
    const [bucket] = await get<string[]>("/api/buckets");
    const objects = (await (await post(`/api/buckets/${bucket}/objects`, {})).json()) as {
      objects: { key: string }[];
    };
    expect(objects.objects.map(({ key }) => key)).to.include("sample.txt");
  });
});
