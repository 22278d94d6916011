import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { freePort } from "../../local/process/free-port.ts";
import { run, succeeds } from "./command.ts";
import { cachedFolder } from "./download-cache.ts";
import { eventually } from "./waiting.ts";

/** The reference registry. https://distribution.github.io/distribution */
const MODULE = "github.com/distribution/distribution/v3/cmd/registry@v3.0.0";

/** Every form that a manifest can have, an index included: the registry gives what was pushed. */
const ACCEPT = [
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.oci.image.index.v1+json",
].join(", ");

interface Blob {
  readonly digest: string;
  /** Compressed, in bytes. */
  readonly size: number;
}

export interface Manifest {
  readonly mediaType: string;
  readonly config: Blob;
  readonly layers: readonly Blob[];
}

/** The parts of an image's configuration that the tests read. */
export interface ImageConfig {
  readonly architecture: string;
  readonly os: string;
  readonly config: { readonly Labels?: Readonly<Record<string, string>>; readonly User?: string };
}

/** A registry on this machine, with its data in a temporary folder. */
export class Registry {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly #process: ChildProcess;
  readonly #directory: string;

  private constructor(host: string, process: ChildProcess, directory: string) {
    this.host = host;
    this.#process = process;
    this.#directory = directory;
  }

  static async start(): Promise<Registry> {
    const program = await registryProgram();
    const directory = await mkdtemp(join(tmpdir(), "lambdock-registry-"));
    const host = `127.0.0.1:${await freePort()}`;
    const file = join(directory, "config.json");
    await writeFile(
      file,
      JSON.stringify({
        version: 0.1,
        log: { level: "error" },
        storage: { filesystem: { rootdirectory: join(directory, "data") } },
        http: { addr: host },
      }),
    );
    const child = spawn(program, ["serve", file], {
      stdio: "ignore",
      env: { ...process.env, OTEL_TRACES_EXPORTER: "none" },
    });
    const registry = new Registry(host, child, directory);
    await eventually("The registry", async () => (await fetch(`http://${host}/v2/`)).ok || undefined);
    return registry;
  }

  /** The manifest as it was pushed. @param reference a tag or a digest */
  async manifest(repository: string, reference: string): Promise<Manifest> {
    return (await (await this.#get(`/v2/${repository}/manifests/${reference}`)).json()) as Manifest;
  }

  async config(repository: string, manifest: Manifest): Promise<ImageConfig> {
    const response = await this.#get(`/v2/${repository}/blobs/${manifest.config.digest}`);
    return (await response.json()) as ImageConfig;
  }

  /** What a layer takes up on disk, as a tar archive. */
  async uncompressedBytes(repository: string, layer: Blob): Promise<number> {
    const response = await this.#get(`/v2/${repository}/blobs/${layer.digest}`);
    return gunzipSync(await response.bytes()).length;
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.kill();
    await ended;
    await rm(this.#directory, { recursive: true, force: true });
  }

  async #get(path: string): Promise<Response> {
    const response = await fetch(`http://${this.host}${path}`, { headers: { accept: ACCEPT } });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  }
}

/** Debian's package where it is installed, else built with Go. */
async function registryProgram(): Promise<string> {
  if (await succeeds("docker-registry", ["--version"])) return "docker-registry";
  const directory = await cachedFolder(`registry-${MODULE.split("@")[1]}`, async (folder) => {
    await run("go", ["install", MODULE], { env: { GOBIN: folder, CGO_ENABLED: "0", GOFLAGS: "" } });
  });
  return join(directory, "registry");
}
