import type { FunctionEvent } from "./event.ts";
import type { Problem } from "./problem.ts";

type Parsed = { readonly value: unknown } | { readonly problem: Extract<Problem, { kind: "json" }> };

/** Reads the JSON of an event's body. UTF-8 is decoded strictly, and a lone surrogate is refused: it has no UTF-8. */
export function parseBody(event: FunctionEvent): Parsed {
  const text = textOf(event);
  if (text === undefined) return invalid("The body is not valid UTF-8.", 0);
  try {
    const value: unknown = JSON.parse(text, refuseLoneSurrogates);
    return { value };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return invalid(message, Number(/at position (\d+)/.exec(message)?.[1] ?? text.length), text);
  }
}

function textOf(event: FunctionEvent): string | undefined {
  const body = event.body;
  if (typeof body !== "string") return "";
  if (event.isBase64Encoded !== true) return body;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(body, "base64"));
  } catch {
    return undefined;
  }
}

function refuseLoneSurrogates(key: string, value: unknown): unknown {
  if (!key.isWellFormed() || (typeof value === "string" && !value.isWellFormed())) {
    throw new SyntaxError("Lone surrogate in a string at position 0");
  }
  return value;
}

function invalid(message: string, offset: number, text?: string): Parsed {
  return { problem: { kind: "json", message, offset, ...(text !== undefined && { text }) } };
}
