import * as v from "valibot";
import { JSON_BODY_BYTES } from "./answer-size.ts";
import { isSortKey } from "./key.ts";

/** What a caller may ask for in one page: 1 to 1000 items. */
const LIMIT = /^(?:[1-9]\d{0,2}|1000)$/;

/** Which part of a list a caller wants: everything by default. */
export interface PageRequest {
  readonly limit?: number | undefined;
  /** Key of the last item of the page before. */
  readonly cursor?: Readonly<Record<string, string>> | undefined;
}

/** A part of a list, in the order in which DynamoDB gave it. */
export interface Page<Item> {
  readonly items: Item[];
  /** Opaque; present exactly when more items follow. */
  readonly cursor?: string;
}

/** Where a Query or Scan is to start, and how much it is to read: goes into the command's input as it is. */
export interface ReadPosition {
  readonly ExclusiveStartKey?: Record<string, unknown>;
  readonly Limit?: number;
}

interface ReadResult {
  readonly Items?: Record<string, unknown>[] | undefined;
  readonly LastEvaluatedKey?: Record<string, unknown> | undefined;
}

/**
 * Paging through a table or an index by the attributes that make its items' keys, all of them strings. Attributes
 * that the route itself fixes (the partition of a Query) do not belong into the cursor: the reader adds them.
 */
export function pagesBy(...keys: readonly [string, ...string[]]) {
  return {
    /** `?limit=1..1000&cursor=…`, both optional; everything else is refused. */
    query: v.object({
      limit: v.optional(v.pipe(v.string(), v.regex(LIMIT), v.transform(Number))),
      cursor: v.optional(
        v.pipe(
          v.string(),
          v.regex(/^[\w-]+$/),
          v.rawTransform(({ dataset, addIssue, NEVER }) => {
            const key = decode(keys, dataset.value);
            if (key !== undefined) return key;
            addIssue({ message: "The cursor is none that this list gave." });
            return NEVER;
          }),
        ),
      ),
    }),

    /**
     * Reads on, over the ends of DynamoDB's 1 MB pages, until the list or the wanted page is complete. A list that
     * Lambda's answer has no room for ends early and carries a cursor, instead of failing as a whole.
     * @param read one Query or Scan, from where to where it is told
     */
    async read<Item extends Record<string, unknown>>(
      read: (position: ReadPosition) => Promise<ReadResult>,
      { limit = Number.POSITIVE_INFINITY, cursor }: PageRequest,
    ): Promise<Page<Item>> {
      const items: Item[] = [];
      let bytes = 0;
      let start: Record<string, unknown> | undefined = cursor;
      do {
        const wanted = limit - items.length + 1;
        const { Items = [], LastEvaluatedKey } = await read({
          ...(start !== undefined && { ExclusiveStartKey: start }),
          // One more than asked for tells whether there is more at all.
          ...(Number.isFinite(wanted) && { Limit: wanted }),
        });
        for (const item of Items as Item[]) {
          bytes += Buffer.byteLength(JSON.stringify(item));
          const last = items.at(-1);
          if (last !== undefined && (items.length === limit || bytes > JSON_BODY_BYTES))
            return { items, cursor: encode(keys, last) };
          items.push(item);
        }
        start = LastEvaluatedKey;
      } while (start !== undefined);
      return { items };
    },
  };
}

function encode(keys: readonly string[], item: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(keys.map((key) => item[key]))).toString("base64url");
}

/** @returns undefined for a text that `encode` can't have written */
function decode(keys: readonly string[], cursor: string): Record<string, string> | undefined {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (!Array.isArray(values) || values.length !== keys.length) return undefined;
    if (!values.every((value) => typeof value === "string" && isSortKey(value))) return undefined;
    return Object.fromEntries(keys.map((key, index) => [key, values[index]]));
  } catch {
    return undefined;
  }
}
