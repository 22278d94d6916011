import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import type { PageHandler } from "./aws/endpoint.ts";

/** Where a project keeps the OpenAPI description of its API: beside `Pulumi.yaml`. */
const FILE = "openapi.json";

/** What is known once a program is served. */
export interface ServedProject {
  /** Folder of `Pulumi.yaml`, absolute. */
  readonly directory: string;
  /** URL of its first API; absent when it has none. */
  readonly api?: string;
}

/**
 * The project's OpenAPI description with the API's URL as its server, read again at each request. Pages of other
 * origins can't read it, for it says nothing of CORS.
 *
 * @param served undefined before there is a program
 */
export function openApiPage(served: () => ServedProject | undefined): PageHandler {
  return async ({ method }, response) => {
    if (method !== "GET" && method !== "HEAD") {
      return refuse(response, 405, `This page answers GET, not ${method}.`, { allow: "GET, HEAD" });
    }
    const project = served();
    if (project === undefined) return refuse(response, 503, "The program is not served yet: try again.");
    const path = join(project.directory, FILE);
    const text = await readFile(path, "utf8").catch(() => undefined);
    if (text === undefined) {
      return refuse(response, 404, `There is no ${path}: write the OpenAPI description of the API there.`);
    }
    const description = parsed(text);
    if (description === undefined) return refuse(response, 500, `${path} must hold a JSON object.`);
    const servers = project.api === undefined ? {} : { servers: [{ url: project.api }] };
    send(response, 200, "application/json", JSON.stringify({ ...description, ...servers }, null, 2));
  };
}

/** @returns undefined for a text that is no JSON object */
function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function refuse(
  response: ServerResponse,
  status: number,
  sentence: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  send(response, status, "text/plain; charset=utf-8", `${sentence}\n`, headers);
}

function send(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    "content-type": contentType,
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...headers,
  });
  response.end(body);
}
