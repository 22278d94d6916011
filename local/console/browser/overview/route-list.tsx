import { useState } from "preact/hooks";
import type { RouteLine } from "../../overview/route-line.ts";
import { Method } from "../parts/badge.tsx";
import { Pending } from "../parts/notice.tsx";
import { useJson } from "../server.ts";
import { TryIt } from "./try-it.tsx";

/** The routes of the API, each with a way to try it. */
export function RouteList() {
  const { data, error } = useJson<readonly RouteLine[]>("/api/routes");
  const [tried, setTried] = useState<RouteLine>();
  if (!data) return <Pending error={error} />;
  const byFunction = Map.groupBy(data, ({ functionName = "not emulated" }) => functionName);
  return (
    <section class="card" aria-label="Routes">
      <h2>Routes</h2>
      {[...byFunction].map(([functionName, routes]) => (
        <div key={functionName} class="route-group">
          <h3>{functionName}</h3>
          <ul class="routes">
            {routes.map((route) => (
              <RouteRow key={`${route.api} ${route.routeKey}`} route={route} onTry={() => setTried(route)} />
            ))}
          </ul>
        </div>
      ))}
      {tried && <TryIt route={tried} onClose={() => setTried(undefined)} />}
    </section>
  );
}

function RouteRow({ route, onTry }: { route: RouteLine; onTry: () => void }) {
  const [method = "", path = "any other path"] = route.routeKey.split(" ");
  return (
    <li>
      <Method method={method === "$default" ? "ANY" : method} />
      <span class="route-path" title={route.summary}>
        {path}
      </span>
      <button type="button" class="small" onClick={onTry} aria-label={`Try ${route.routeKey}`}>
        Try
      </button>
    </li>
  );
}
