import { type ConversionConfig, toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import type { JsonSchema } from "./model.ts";

/** Makes JSON Schema of a contract's schemas: what is sent to a service, and what comes back, may differ. */
export interface Schemas {
  /** What a service takes. Checks that JSON Schema has no word for are left out. */
  request(schema: GenericSchema): JsonSchema;
  /** What a service answers. */
  response(schema: GenericSchema): JsonSchema;
  /** The named schemas that were met so far. */
  readonly components: Readonly<Record<string, JsonSchema>>;
}

/**
 * @param names schemas that are described once, and referred to by name wherever they occur
 * @throws Error for a schema that can't be described
 */
export function describeSchemas(names: ReadonlyMap<unknown, string>): Schemas {
  const components: Record<string, JsonSchema> = {};

  function convert(schema: GenericSchema, typeMode: "input" | "output"): JsonSchema {
    const config: ConversionConfig = {
      target: "draft-2020-12",
      typeMode,

      overrideSchema: ({ valibotSchema, jsonSchema }) => referred(valibotSchema, { ...jsonSchema }),
    };
    const parts = partsOf(schema).map((part) => {
      const { $schema, ...converted } = toJsonSchema(part, config);
      return converted;
    });
    if (parts.length === 1) return parts[0] ?? {};
    return referred(schema, { allOf: parts }) ?? { allOf: parts };
  }

  /** @returns undefined for a schema without a name */
  function referred(schema: unknown, described: JsonSchema): { $ref: string } | undefined {
    const name = names.get(schema);
    if (name === undefined) return undefined;
    const known = components[name];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(described)) {
      throw new Error(
        `Schema ${name} means two things, as what is sent and as what comes back: give them two names.`,
      );
    }
    components[name] = described;
    return { $ref: `#/components/schemas/${name}` };
  }

  return {
    request: (schema) => convert(schema, "input"),
    response: (schema) => convert(schema, "output"),
    components,
  };
}

/** Of a pipe that is made of schemas alone, all of them: each must hold. Any other schema stands for itself. */
function partsOf(schema: GenericSchema): readonly GenericSchema[] {
  if (!("pipe" in schema) || !Array.isArray(schema.pipe)) return [schema];
  const pipe: readonly { readonly kind: string }[] = schema.pipe;
  return pipe.every(isSchema) ? pipe : [schema];
}

function isSchema(item: { readonly kind: string }): item is GenericSchema {
  return item.kind === "schema";
}
