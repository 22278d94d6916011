import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { ConsoleError } from "../http/console-error.ts";

/** An event to invoke a function with. */
export interface SavedEvent {
  readonly name: string;
  /** JSON. */
  readonly payload: string;
  /** False for one that was made of a route. */
  readonly isSaved: boolean;
}

export const NewEvent = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  payload: v.pipe(v.string(), v.maxLength(1_000_000)),
});

const Kept = v.record(v.string(), v.string());
const MAX_EVENTS = 100;

/** The events that people keep for their functions, in the stack's data folder. */
export class SavedEvents {
  readonly #directory: string;

  constructor(dataDir: string) {
    this.#directory = join(dataDir, "events");
  }

  of(functionName: string): SavedEvent[] {
    return Object.entries(this.#read(functionName)).map(([name, payload]) => ({
      name,
      payload,
      isSaved: true,
    }));
  }

  /** @throws ConsoleError when there are too many */
  save(functionName: string, { name, payload }: v.InferOutput<typeof NewEvent>): void {
    const events = { ...this.#read(functionName), [name]: payload };
    if (Object.keys(events).length > MAX_EVENTS)
      throw new ConsoleError(409, `A function can keep ${MAX_EVENTS} events.`);
    this.#write(functionName, events);
  }

  remove(functionName: string, name: string): void {
    const { [name]: _removed, ...rest } = this.#read(functionName);
    this.#write(functionName, rest);
  }

  #read(functionName: string): Readonly<Record<string, string>> {
    try {
      const parsed = v.safeParse(Kept, JSON.parse(readFileSync(this.#file(functionName), "utf8")));
      return parsed.success ? parsed.output : {};
    } catch {
      return {};
    }
  }

  #write(functionName: string, events: Readonly<Record<string, string>>): void {
    mkdirSync(this.#directory, { recursive: true });
    writeFileSync(this.#file(functionName), `${JSON.stringify(events, null, 2)}\n`);
  }

  /** Called for declared functions alone, whose names are no paths. */
  #file(functionName: string): string {
    return join(this.#directory, `${functionName}.json`);
  }
}
