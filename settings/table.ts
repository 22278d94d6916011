import { BUCKET_NAME } from "../components/bucket-name.ts";
import { imageCaches } from "../components/image-build.ts";
import { IMAGE_TAG } from "../components/image-tag.ts";
import { logRetentionDays } from "../components/log-retention.ts";
import { natGateways } from "../components/network.ts";
import { choice, flag, type Kind, list, numberAmong, pairs, text, wholeNumber } from "./kinds.ts";

/** One setting of a stack: `lambdock:<key>`. */
export interface Setting<T> extends Kind<T> {
  readonly preset: string;
  readonly description: string;
}

function setting<T>(kind: Kind<T>, preset: string, description: string): Setting<T> {
  return { ...kind, preset, description };
}

const EMAIL = /^[^@\s,]+@[^@\s,]+\.[^@\s,]+$/;
const IMAGE = /^[\w.\-/:]+(@sha256:[0-9a-f]{64})?$/;
const URL_OF_HOST = /^https?:\/\/[^/\s]+$/;
const COUNT = /^[1-9]\d{0,4}$/;

/**
 * Every setting that a stack has, with its form, its preset and its meaning: the only place to look one up. `Pulumi.yaml`
 * declares the same, so that Pulumi knows them too. Lists and pairs are text, so that `--config` can set each of them.
 */
export const SETTINGS = {
  // Functions
  logLevel: setting(
    choice("DEBUG", "INFO", "WARN", "ERROR"),
    "INFO",
    "What functions log: this level and the graver ones.",
  ),
  logRetentionDays: setting(
    numberAmong(logRetentionDays),
    "7",
    "Days that CloudWatch keeps logs, of functions and of the API.",
  ),
  memorySize: setting(
    wholeNumber(128, 10_240),
    "512",
    "Memory of each function, in MB; processor time grows with it.",
  ),
  timeout: setting(
    wholeNumber(1, 900),
    "15",
    "Seconds after which Lambda ends an invocation. The API waits 30.",
  ),
  platform: setting(
    choice("linux/amd64", "linux/arm64"),
    "linux/amd64",
    "What images are built for and functions run on: x86_64 or arm64.",
  ),
  reservedConcurrency: setting(
    pairs(COUNT, 'pairs such as "players=20"', Number),
    "",
    "Execution environments kept for a function, which are its limit too: players=20,idp=20. The account keeps 100 for the rest.",
  ),
  provisionedConcurrency: setting(
    pairs(COUNT, 'pairs such as "players=2"', Number),
    "",
    "Execution environments kept warm, paid by the hour: players=2. Empty for an emulator without them.",
  ),
  accountConcurrency: setting(
    wholeNumber(10, 100_000),
    "1000",
    "Lambda's concurrency limit of the account (quota L-B99A9384). New accounts may have 10.",
  ),
  stableVersions: setting(
    pairs(COUNT, 'pairs such as "players=7"', String),
    "",
    "During a canary release, the version that keeps the rest of a function's traffic: players=7. Set by the deploy task.",
  ),
  canaryPercent: setting(
    wholeNumber(0, 99),
    "10",
    "Share of the traffic that the new version gets, where stableVersions names a stable one. 0 rolls it back.",
  ),

  // API
  apiStage: setting(
    text(/^(\$default|[\w-]{1,128})$/, 'a stage name, or "$default" for none in the URL'),
    "$default",
    "Stage of the API. A named one is the first segment of every path.",
  ),
  apiThrottleBurst: setting(
    wholeNumber(1, 100_000),
    "100",
    "Requests that the API takes at once before it answers 429.",
  ),
  apiThrottleRate: setting(
    wholeNumber(1, 100_000),
    "50",
    "Requests a second that the API takes before it answers 429.",
  ),
  apiCorsOrigins: setting(
    list(/^(\*|https?:\/\/[^/\s]+)$/, '"*" or origins such as "https://example.com"'),
    "*",
    "Origins whose pages may call the API. Empty for no CORS.",
  ),

  // Data
  protectData: setting(
    flag,
    "false",
    "Guards tables, buckets and images against deletion. To destroy the stack, set it to false and deploy first.",
  ),
  seedDemoData: setting(
    flag,
    "false",
    "Puts demo users, patients and files in place. Their passwords are public.",
  ),
  tableNames: setting(
    pairs(/^[\w.-]{3,255}$/, 'pairs such as "inventory=ShopInventory"', String),
    "",
    "Names of tables, by service or service-noun. Without one Pulumi makes a name up, so that a table can be replaced.",
  ),
  bucketNames: setting(
    pairs(BUCKET_NAME, 'pairs such as "inventory=my-files", names without dots', String),
    "",
    "Names of buckets, by service. They are unique in all of AWS.",
  ),

  // Network
  functionsInVpc: setting(flag, "true", "Whether functions join the VPC. It is declared in every stack."),
  natGateways: setting(
    choice(...natGateways),
    "none",
    "How functions in the VPC reach the internet. Without a gateway they reach DynamoDB and S3 alone.",
  ),

  // Images
  baseImage: setting(
    text(IMAGE, "an image, best with its digest"),
    "",
    "Base of the functions' images, a mirror for example. Empty: the one that functions/Dockerfile pins.",
  ),
  imageTags: setting(
    list(IMAGE_TAG, "image tags"),
    "",
    "More tags for the images that are pushed: a commit, a version, latest.",
  ),
  imageTag: setting(
    text(IMAGE_TAG, "an image tag"),
    "",
    "Deploys the images that have this tag already, instead of building: no Docker is needed.",
  ),
  imageRegistry: setting(
    text(/^(https?:\/\/)?[\w.-]+(:\d+)?(\/[\w./-]+)?$/, "a registry such as http://localhost:5000"),
    "",
    "Another registry than the stack's ECR, for emulators.",
  ),
  builder: setting(
    text(/^[\w.-]+$/, "the name of a buildx builder"),
    "",
    "The buildx builder to use. Empty: the current one.",
  ),
  buildOnPreview: setting(flag, "false", "Builds images in previews, too. That needs Docker."),
  imageCache: setting(
    choice(...imageCaches),
    "none",
    "Where layers are kept beside the builder: gha is GitHub Actions' cache.",
  ),
  noCache: setting(flag, "false", "Builds images without any cache."),

  // Observability
  alertEmails: setting(list(EMAIL, "e-mail addresses"), "", "Who is told when an alarm fires."),
  compositeAlarms: setting(
    flag,
    "true",
    "Joins the alarms of a service into one. Off for emulators without them: moto.",
  ),
  xrayGroups: setting(
    flag,
    "true",
    "A group of X-Ray traces. Off for emulators without them: MiniStack, moto.",
  ),
  savedQueries: setting(
    flag,
    "true",
    "Saved CloudWatch Logs queries. Off for emulators without them: MiniStack, moto.",
  ),

  // Where
  endpoint: setting(
    text(URL_OF_HOST, "a URL such as http://localhost:4566"),
    "",
    "A LocalStack-compatible emulator to deploy to instead of AWS.",
  ),
} as const satisfies Record<string, Setting<unknown>>;

export type SettingKey = keyof typeof SETTINGS;

/** The values of all settings, as their forms give them. */
export type SettingValues = {
  readonly [Key in SettingKey]: (typeof SETTINGS)[Key] extends Setting<infer T> ? T : never;
};
