import * as v from "valibot";
import type { EventStream } from "../events.ts";
import { type DeclaredProgram, type DeclaredResource, ofType } from "../program/declared.ts";

/** Reads declared resources and tells of those that it can't read. */
export class DeclaredReader {
  readonly #program: DeclaredProgram;
  readonly #events: EventStream;

  constructor(program: DeclaredProgram, events: EventStream) {
    this.#program = program;
    this.#events = events;
  }

  /** The properties of every resource of a type. One without the form that AWS asks for is told and left out. */
  read<S extends v.GenericSchema>(type: string, schema: S): v.InferOutput<S>[] {
    return ofType(this.#program, type).flatMap((resource) => this.#parsed(resource, schema));
  }

  #parsed<S extends v.GenericSchema>(resource: DeclaredResource, schema: S): v.InferOutput<S>[] {
    const { type, name, inputs, outputs, id } = resource;
    // What the program wrote is never the provider's to change.
    const result = v.safeParse(schema, { ...outputs, ...inputs, id });
    if (result.success) return [result.output];
    const [issue] = result.issues;
    const where = v.getDotPath(issue) ?? "its form";
    this.#events.notice("warning", `${type} "${name}" is left out: ${where}: ${issue.message}.`);
    return [];
  }
}

/** A list that may be left out. */
export const strings = v.optional(v.array(v.string()), []);
