import { AlertTopic } from "./components/alert-topic.ts";
import { Dashboard } from "./components/dashboard.ts";
import { emulatorProvider } from "./components/emulator-provider.ts";
import { HttpApi } from "./components/http-api.ts";
import { Network } from "./components/network.ts";
import { SavedQueries } from "./components/saved-queries.ts";
import { TraceGroup } from "./components/trace-group.ts";
import { Appointments } from "./services/appointments.ts";
import { Data } from "./services/data.ts";
import { Idp } from "./services/idp.ts";
import { Inventory } from "./services/inventory.ts";
import { Messages } from "./services/messages.ts";
import { Patients } from "./services/patients.ts";
import { Players } from "./services/players.ts";
import type { Service } from "./services/service.ts";
import { checkResourceNames } from "./settings/resource-names.ts";
import { readSettings } from "./settings.ts";

const settings = readSettings();
const { endpoint, region } = settings;
const opts =
  endpoint === undefined ? {} : { providers: [emulatorProvider("emulator", { endpoint, region })] };

const network = new Network("network", settings.network, opts);
const alerts = new AlertTopic("alerts", { emails: settings.alertEmails }, opts);
const alarms = { alarmActions: [alerts.arn], composed: settings.compositeAlarms };
const shared = { ...settings, alarms, ...(settings.functionsInVpc ? { functionNetwork: network } : {}) };

const services: Service[] = [
  new Data("data", shared, opts),
  new Idp("idp", shared, opts),
  new Players("players", shared, opts),
  new Patients("patients", shared, opts),
  new Appointments("appointments", shared, opts),
  new Inventory("inventory", shared, opts),
  new Messages("messages", shared, opts),
];
checkResourceNames(settings, {
  tables: services.flatMap(({ tables }) => tables.map(({ logicalName }) => logicalName)),
  buckets: services.flatMap(({ buckets = [] }) => buckets.map(({ logicalName }) => logicalName)),
});
const functions = services.map(({ fn }) => fn);

const api = new HttpApi(
  "api",
  {
    ...settings.api,
    ...alarms,
    quietUnder: services.flatMap((service) => service.alarms.impact ?? []),
    routes: services.flatMap(({ routes }) => routes),
  },
  opts,
);
const dashboard = new Dashboard("dashboard", { region, api, services }, opts);
if (settings.xrayGroups) new TraceGroup("traces", {}, opts);
if (settings.savedQueries) new SavedQueries("queries", { functions, api }, opts);

/** URL of the API, with the stage in it unless that is `$default`. */
export const apiUrl = api.url;
/** By function. */
export const functionUrls = Object.fromEntries(
  functions.flatMap((fn) => (fn.url ? [[fn.logicalName, fn.url]] : [])),
);
/** Of each function: what to look it up by in AWS, and the version that this program published. */
export const deployedFunctions = Object.fromEntries(
  functions.map((fn) => [
    fn.logicalName,
    {
      name: fn.functionName,
      arn: fn.arn,
      version: fn.version,
      liveVersion: fn.alias.functionVersion,
      logGroup: fn.logGroupName,
      repositoryUrl: fn.repositoryUrl,
      imageUri: fn.imageUri,
    },
  ]),
);
/** Names of tables in AWS, by logical name. */
export const tables = Object.fromEntries(
  services.flatMap((service) => service.tables.map((table) => [table.logicalName, table.tableName])),
);
export const apiLogGroup = api.logGroupName;
export const dashboardName = dashboard.dashboardName;
export const { revision } = settings;
