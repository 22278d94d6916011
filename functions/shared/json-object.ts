import {
  _addIssue,
  type ErrorMessage,
  type ObjectEntries,
  type ObjectIssue,
  type ObjectSchema,
  object,
} from "valibot";

type Message = ErrorMessage<ObjectIssue>;

/**
 * A JSON object as a request's body. Valibot's own `object` takes an array for one.
 *
 * @param message by default says which field is missing, or that the body is no object
 */
export function jsonObject<const Entries extends ObjectEntries>(
  entries: Entries,
  message: Message = whatIsMissing,
): ObjectSchema<Entries, Message> {
  const schema = object(entries, message);
  refuseArrays(schema);
  return schema;
}

function refuseArrays(schema: ObjectSchema<ObjectEntries, Message>): void {
  const run = schema["~run"];
  Object.assign(schema, {
    "~run": (...[dataset, config]: Parameters<typeof run>) => {
      if (!Array.isArray(dataset.value)) return run.call(schema, dataset, config);
      _addIssue(schema, "type", dataset, config);
      return dataset;
    },
  });
}

function whatIsMissing({ path }: ObjectIssue): string {
  if (path === undefined) return "The body must be a JSON object";
  return `${path.map(({ key }) => String(key)).join(".")} is required`;
}
