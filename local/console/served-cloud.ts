import type { IdentityPolicy } from "../aws/iam/statement.ts";
import type { EventStream } from "../events.ts";
import type { FaultBoard } from "../faults/fault-board.ts";
import type { GatewayUrls, ServedRoute } from "../gateway/gateway.ts";
import type { FunctionDefinition } from "../lambda/definition.ts";
import type { Invoke } from "../lambda/invocation.ts";
import type { PermissionUse } from "../permissions/permission-use.ts";
import type { DeclaredProgram } from "../program/declared.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";

/** What the console needs of the local cloud. Getters: a program may be declared anew at any time. */
export interface ServedCloud {
  readonly events: EventStream;
  readonly telemetry: Telemetry;
  readonly faults: FaultBoard;
  /** Undefined before there is a program. */
  readonly declared: DeclaredProgram | undefined;
  readonly urls: GatewayUrls;
  readonly routes: readonly ServedRoute[];
  readonly functions: readonly FunctionDefinition[];
  readonly awsEndpoint: string;
  /** Where this stack keeps its data. */
  readonly dataDir: string;
  readonly permissionUse: PermissionUse;
  readonly invoke: Invoke;
  /** @returns none for a role that the program does not declare */
  policiesOf(roleName: string): readonly IdentityPolicy[];
  /** One operation of DynamoDB, as the account's operator. @throws EngineError, EngineUnreachable */
  dynamodb(operation: string, input: object): Promise<Readonly<Record<string, unknown>>>;
}
