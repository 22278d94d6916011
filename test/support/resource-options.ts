import * as pulumi from "@pulumi/pulumi";

/** How the engine is asked to treat a resource, beside its inputs. */
export interface ResourceOptions {
  readonly type: string;
  readonly name: string;
  readonly deleteBeforeReplace: boolean;
  readonly ignoreChanges: readonly string[];
}

interface Registration {
  getType(): string;
  getName(): string;
  getDeletebeforereplace(): boolean;
  getIgnorechangesList(): string[];
}

interface Monitor {
  registerResource(request: Registration, callback: unknown): unknown;
}

/** Watches the mock monitor and notes the options of every resource. */
export function recordOptions(options: ResourceOptions[]): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    options.push({
      type: request.getType(),
      name: request.getName(),
      deleteBeforeReplace: request.getDeletebeforereplace(),
      ignoreChanges: request.getIgnorechangesList(),
    });
    return register(request, callback);
  };
}
