import * as pulumi from "@pulumi/pulumi";
import type { DeclaredResource } from "./declared.ts";
import { plain } from "./plain.ts";

/** The parts of Pulumi's registration messages that are read: mocks are given the type, name and inputs alone. */
interface Registration {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getProtect(): boolean;
  getObject(): Parameters<typeof pulumi.runtime.deserializeProperties>[0];
}

interface Registered {
  getUrn(): string;
  getId(): string;
  getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
}

type Callback = (error: unknown, response: Registered | undefined) => void;

interface Monitor {
  registerResource(request: Registration, callback: Callback): Promise<void>;
}

const STACK_TYPE = "pulumi:pulumi:Stack";

/**
 * Watches the mock monitor and notes every registration, with its parent. Two of one URN are an error for Pulumi's
 * engine, but not for its mocks: they are one here as well.
 */
export function recordResources(resources: DeclaredResource[]): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  const urns = new Set<string>();
  monitor.registerResource = (request, callback) =>
    register(request, (error, response) => {
      if (response === undefined) return callback(error, response);
      const urn = response.getUrn();
      if (urns.has(urn))
        return callback(new Error(`Two resources have one URN, ${urn}. Give one another name.`), undefined);
      urns.add(urn);
      if (request.getType() !== STACK_TYPE) resources.push(declared(request, response, urn));
      callback(error, response);
    });
}

function declared(request: Registration, response: Registered, urn: string): DeclaredResource {
  const inputs = pulumi.runtime.deserializeProperties(request.getObject());
  const parent = request.getParent();
  return {
    urn,
    type: request.getType(),
    name: request.getName(),
    id: response.getId(),
    ...(parent !== "" && parent.split("::")[2] !== STACK_TYPE && { parent }),
    custom: request.getCustom(),
    protect: request.getProtect(),
    inputs: plain(inputs) as Record<string, unknown>,
    outputs: plain(response.getObject()?.toJavaScript() ?? {}) as Record<string, unknown>,
  };
}
