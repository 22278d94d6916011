import { setTimeout as delay } from "node:timers/promises";
import { nameRules } from "../../../rules/aws/names.ts";
import { tableTtl } from "../../../rules/aws/tables.ts";
import { uniqueNames } from "../../../rules/aws/unique-names.ts";
import { checkDeclared } from "../../declared-rules.ts";
import { type Emulator, LocalError } from "../../emulator.ts";
import type { EventStream } from "../../events.ts";
import { type DeclaredProgram, ofType } from "../../program/declared.ts";
import type { PutOnce } from "../put-once.ts";
import type { DynamoDbEngine } from "./engine.ts";
import { type EngineClient, EngineError } from "./engine-client.ts";
import { describeTable } from "./existing-table.ts";
import { type TableDefinition, tableDefinition } from "./table-definition.ts";
import { type DeclaredItem, declaredItem } from "./table-item.ts";
import { changes, creation, type TableRequest } from "./table-requests.ts";

export interface DynamoDbEmulatorOptions {
  readonly engine: DynamoDbEngine;
  readonly client: EngineClient;
  readonly events: EventStream;
  readonly putOnce: PutOnce;
}

const tableType = "aws:dynamodb/table:Table";
const itemType = "aws:dynamodb/tableItem:TableItem";

/** Milliseconds that a table may take to become active; engines take none or a few. */
const activeTimeoutMs = 30_000;

/** Keeps the engine's tables as the program declares them. Data that the program does not declare stay untouched. */
export class DynamoDbEmulator implements Emulator {
  readonly types = [tableType, itemType];
  readonly #options: DynamoDbEmulatorOptions;
  readonly #left = new Set<string>();
  #onDemand: ReadonlySet<string> = new Set();

  constructor(options: DynamoDbEmulatorOptions) {
    this.#options = options;
  }

  async apply(program: DeclaredProgram): Promise<void> {
    checkDeclared(program, [tableType], [...nameRules, uniqueNames, tableTtl]);
    const tables = ofType(program, tableType).map(tableDefinition);
    // Read before any table is made: what is wrong in one is told first.
    const items = ofType(program, itemType).map(declaredItem);
    const onDemand = tables.filter(({ throughput }) => throughput === undefined);
    this.#onDemand = new Set(onDemand.map(({ name }) => name));
    const made = new Set<string>();
    for (const table of tables) if (await this.#applyTable(table)) made.add(table.name);
    await this.#putItems(items, made);
    await this.#noticeLeftTables(new Set(tables.map(({ name }) => name)));
  }

  /** Whether a table is paid by request: it has no capacity that could be used up. */
  isOnDemand(tableName: string): boolean {
    return this.#onDemand.has(tableName);
  }

  async stop(): Promise<void> {
    this.#options.client.close();
    await this.#options.engine.stop();
  }

  /** @returns whether it made the table */
  async #applyTable(table: TableDefinition): Promise<boolean> {
    const existing = await describeTable(this.#options.client, table.name);
    for (const request of existing ? changes(existing, table) : creation(table)) {
      await this.#request(table.name, request);
    }
    return existing === undefined;
  }

  /** DynamoDB takes the next change of a table when the last one is done. */
  async #request(tableName: string, { operation, input }: TableRequest): Promise<void> {
    try {
      await this.#options.client.call(operation, input);
    } catch (error) {
      throw asLocalError(error, `DynamoDB table "${tableName}" can't be made as declared (${operation})`);
    }
    const deadline = Date.now() + activeTimeoutMs;
    while ((await describeTable(this.#options.client, tableName))?.active !== true) {
      if (Date.now() > deadline) throw new LocalError(`DynamoDB table "${tableName}" did not become active.`);
      await delay(10);
    }
  }

  async #putItems(items: readonly DeclaredItem[], made: ReadonlySet<string>): Promise<void> {
    const { putOnce } = this.#options;
    for (const item of items) {
      if (made.has(item.input.TableName) || !putOnce.has(item.urn)) await this.#putItem(item);
    }
    await putOnce.keep(items.map(({ urn }) => urn));
  }

  /** An item that is there stays as it is. */
  async #putItem({ name, input }: DeclaredItem): Promise<void> {
    try {
      await this.#options.client.call("PutItem", input);
    } catch (error) {
      if (error instanceof EngineError && error.code === "ConditionalCheckFailedException") return;
      throw asLocalError(error, `DynamoDB item "${name}" can't be put into table "${input.TableName}"`);
    }
  }

  async #noticeLeftTables(declared: ReadonlySet<string>): Promise<void> {
    for (const name of await this.#tableNames()) {
      if (declared.has(name)) {
        this.#left.delete(name);
      } else if (!this.#left.has(name)) {
        this.#left.add(name);
        const message = `DynamoDB table "${name}" is not declared; it stays until npm start -- --reset removes it.`;
        this.#options.events.notice("info", message);
      }
    }
  }

  async #tableNames(): Promise<string[]> {
    const names: string[] = [];
    let start: unknown;
    do {
      const input = start === undefined ? {} : { ExclusiveStartTableName: start };
      const page = await this.#options.client.call("ListTables", input);
      if (Array.isArray(page.TableNames)) names.push(...page.TableNames.map(String));
      start = page.LastEvaluatedTableName;
    } while (start !== undefined);
    return names;
  }
}

function asLocalError(error: unknown, what: string): unknown {
  return error instanceof EngineError ? new LocalError(`${what}: ${error.code}: ${error.message}`) : error;
}
