import { start } from "../../local/start.ts";
import { startDeaf } from "./deaf-cloud.ts";
import type { SubjectUsage } from "./messages.ts";

const FREE_PORTS = { port: 0, awsPort: 0, functionUrlPort: 0, consolePort: 0 };
const MB = 2 ** 20;

// Stack `test`, because the throttle of `dev` is low.
const cloud = await (process.argv[2] === "without-telemetry"
  ? startDeaf("test", FREE_PORTS)
  : start({ ...FREE_PORTS, stack: "test", ephemeral: true, watch: false }));

process.on("message", () => process.send?.(usage()));
process.once("disconnect", () => void cloud.stop().then(() => process.exit()));
process.send?.({ api: cloud.api, console: cloud.console });

/** Garbage included: to collect it for each look would take time from the requests that are measured. */
function usage(): SubjectUsage {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return { rssMb: rss / MB, heapUsedMb: heapUsed / MB, cpuMs: (user + system) / 1000 };
}
