import * as v from "valibot";
import { readManifest } from "../../../bundle/bundle.ts";
import { nameOf } from "../../arn.ts";
import type { FunctionDefinition } from "../../lambda/definition.ts";
import { roleReport } from "../../permissions/role-report.ts";
import { check } from "../http/check.ts";
import { ConsoleError } from "../http/console-error.ts";
import { get, post, type Routes } from "../http/routes.ts";
import { routeLines } from "../overview/routes.ts";
import type { Recorder } from "../recorder/recorder.ts";
import type { ServedCloud } from "../served-cloud.ts";
import { functionDetail, functionLine } from "./function-view.ts";
import { InvokeRequest, invokeFunction } from "./invocation.ts";
import { routeEvent } from "./route-events.ts";
import { NewEvent, type SavedEvent, SavedEvents } from "./saved-events.ts";

const EventName = v.object({ name: v.string() });

/** The functions: what they are, what runs of them, what their roles may do; and a way to invoke them. */
export function functionRoutes(cloud: ServedCloud, recorder: Recorder): Routes {
  const saved = new SavedEvents(cloud.dataDir);
  const named = ({ name = "" }: Readonly<Record<string, string>>) => definitionOf(cloud, name);
  const events = (definition: FunctionDefinition) => eventsFor(cloud, saved, definition.configuration.name);
  const answers = [
    get("/api/functions", () =>
      cloud.functions.map((definition) =>
        functionLine(
          definition,
          recorder.instances(definition.configuration.name),
          recorder.invocations.newestFirst(),
        ),
      ),
    ),
    get("/api/functions/:name", ({ params }) => detailOf(cloud, recorder, named(params))),
    get("/api/functions/:name/events", ({ params }) => events(named(params))),
    post("/api/functions/:name/events", ({ params, body }) => {
      const definition = named(params);
      saved.save(definition.configuration.name, check(NewEvent, body));
      return events(definition);
    }),
    post("/api/functions/:name/events/remove", ({ params, body }) => {
      const definition = named(params);
      saved.remove(definition.configuration.name, check(EventName, body).name);
      return events(definition);
    }),
    post("/api/functions/:name/invoke", ({ params, body }) =>
      invokeFunction(named(params).configuration.name, check(InvokeRequest, body), cloud.invoke),
    ),
  ];
  return { answers, streams: [] };
}

function definitionOf({ functions }: ServedCloud, name: string): FunctionDefinition {
  const found = functions.find(({ configuration }) => configuration.name === name);
  if (!found) throw new ConsoleError(404, `The program declares no function "${name}".`);
  return found;
}

async function detailOf(cloud: ServedCloud, recorder: Recorder, definition: FunctionDefinition) {
  const { name, roleArn, codeDirectory } = definition.configuration;
  const roleName = nameOf(roleArn);
  return functionDetail({
    definition,
    instances: recorder.instances(name),
    invocations: recorder.invocations.newestFirst(),
    role: roleReport(roleName, cloud.policiesOf(roleName), cloud.permissionUse.uses),
    codeBytes: (await readManifest(codeDirectory))?.bytes,
  });
}

/** What people have kept, then one for each of the function's routes. */
async function eventsFor(cloud: ServedCloud, saved: SavedEvents, name: string): Promise<SavedEvent[]> {
  const routes = (await routeLines(cloud)).filter(({ functionName }) => functionName === name);
  return [...saved.of(name), ...routes.map(routeEvent)];
}
