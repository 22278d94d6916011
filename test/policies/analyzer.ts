import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import rpc from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import proto from "@pulumi/pulumi/proto/analyzer_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import type { Resource } from "../../rules/rule.ts";

/** What a policy reports. */
export interface Violation {
  readonly policy: string;
  readonly message: string;
  readonly isMandatory: boolean;
}

type Response = InstanceType<typeof proto.AnalyzeResponse>;
type Callback = (error: Error | null, response: Response) => void;

/** A policy pack in a process of its own, asked as Pulumi's engine asks it. */
export interface Analyzer {
  /** Before a resource is made, with its inputs. */
  analyze(resource: Resource): Promise<Violation[]>;
  /** After a preview or a deployment, with what all resources became. */
  analyzeStack(resources: readonly Resource[]): Promise<Violation[]>;
  stop(): Promise<void>;
}

/**
 * Starts a pack with the command of Pulumi's language host.
 * https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/cmd/pulumi-language-nodejs/main.go
 * @param config of the stack, by full key
 */
export async function startAnalyzer(
  pack: string,
  config: Readonly<Record<string, string>>,
): Promise<Analyzer> {
  const directory = resolve(pack);
  const runner = createRequire(`${directory}/index.js`).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const child = spawn(process.execPath, [runner, "127.0.0.1:1", directory], {
    cwd: directory,
    env: { ...process.env, PULUMI_CONFIG: JSON.stringify(config) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  const port = await Promise.race([
    once(createInterface(child.stdout), "line").then(([line]) => Number(line)),
    ended.then(() => Promise.reject(new Error("The pack ended before it was ready."))),
  ]);
  const client = await clientOf(port).catch((error: unknown) => {
    child.kill();
    throw error;
  });
  const call = (send: (callback: Callback) => void) =>
    new Promise<Violation[]>((resolve, reject) => {
      send((error, response) => (error === null ? resolve(violations(response)) : reject(error)));
    });
  return {
    analyze: (resource) =>
      call((callback) =>
        client.analyze(request(new proto.AnalyzeRequest(), resource, resource.inputs), callback),
      ),
    analyzeStack(resources) {
      const all = resources.map((resource) =>
        request(new proto.AnalyzerResource(), resource, resource.outputs),
      );
      return call((callback) =>
        client.analyzeStack(new proto.AnalyzeStackRequest().setResourcesList(all), callback),
      );
    },
    async stop() {
      client.close();
      child.kill();
      await ended;
    },
  };
}

async function clientOf(port: number): Promise<InstanceType<typeof rpc.AnalyzerClient>> {
  return new rpc.AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
}

/** Fills in what both requests have. */
function request<T extends InstanceType<typeof proto.AnalyzeRequest | typeof proto.AnalyzerResource>>(
  empty: T,
  { urn, type, name, protect }: Resource,
  properties: Resource["inputs"],
): T {
  empty.setUrn(urn);
  empty.setType(type);
  empty.setName(name);
  empty.setOptions(new proto.AnalyzerResourceOptions().setProtect(protect));
  empty.setProperties(
    struct.Struct.fromJavaScript(properties as Parameters<typeof struct.Struct.fromJavaScript>[0]),
  );
  return empty;
}

function violations(response: Response): Violation[] {
  return response.getDiagnosticsList().map((diagnostic) => ({
    policy: diagnostic.getPolicyname(),
    message: diagnostic.getMessage(),
    isMandatory: diagnostic.getEnforcementlevel() === proto.EnforcementLevel.MANDATORY,
  }));
}
