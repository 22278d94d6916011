import type { Overview } from "../../overview/overview.ts";
import { count } from "../format.ts";
import { Pending } from "../parts/notice.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { useJson } from "../server.ts";
import { Addresses } from "./addresses.tsx";
import { ApiCard } from "./api-card.tsx";
import { Notices } from "./notices.tsx";
import { RequestFeed } from "./request-feed.tsx";
import { RouteList } from "./route-list.tsx";
import { ServiceCard } from "./service-card.tsx";

const POLL_MS = 2_000;

/** Everything at a glance: how the API and each service do, what happens now, and a way to try each route. */
export function OverviewView() {
  const { data, error, reload } = useJson<Overview>("/api/overview", POLL_MS);
  if (!data) return <Pending error={error} />;
  return (
    <>
      <PageHead title="Overview" lead={summary(data)} />
      <Addresses overview={data} />
      <div class="grid grid-apis">
        {data.apis.map((api) => (
          <ApiCard key={api.name} api={api} minutes={data.minutes} />
        ))}
      </div>
      <h2>Services</h2>
      <div class="grid grid-services">
        {data.services.map((service) => (
          <ServiceCard key={service.functionName} service={service} minutes={data.minutes} />
        ))}
      </div>
      <Notices notices={data.notices} />
      <div class="columns">
        <RouteList />
        <RequestFeed start={data.requests} reload={reload} />
      </div>
    </>
  );
}

function summary({ services, alarms, minutes }: Overview) {
  const working = services.filter(({ health }) => health !== "failing" && health !== "throttled").length;
  const firing =
    alarms.firing.length === 0
      ? `${count(alarms.total)} alarms quiet`
      : `${count(alarms.firing.length)} of ${count(alarms.total)} alarms firing`;
  return `${working} of ${services.length} services well, ${firing}. Figures of the last ${minutes} minutes.`;
}
