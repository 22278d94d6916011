/** What a Pulumi program declares, as the evaluator hands it to the emulators. Plain JSON: it crosses a process border. */

/** One registered resource. `inputs` hold what the program wrote; `outputs` add what a provider would compute. */
export interface DeclaredResource {
  readonly urn: string;
  /** Pulumi type token, for example `aws:dynamodb/table:Table`. */
  readonly type: string;
  /** The logical name, the constructor's first argument. */
  readonly name: string;
  /** The provider's id, as `resource.id` gives it; empty for a component. */
  readonly id: string;
  /** URN of the parent, absent for the stack itself. */
  readonly parent?: string;
  /** False for a ComponentResource. */
  readonly custom: boolean;
  readonly protect: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** An evaluated program. */
export interface DeclaredProgram {
  readonly project: string;
  readonly stack: string;
  readonly region: string;
  /** The folder of the Pulumi project, absolute. */
  readonly directory: string;
  readonly resources: readonly DeclaredResource[];
  /** The program's exports, outputs resolved and secrets unwrapped. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Every source file that was loaded, node_modules excepted, absolute: an edit to one asks for a new evaluation. */
  readonly sources: readonly string[];
}

/** The resources of one Pulumi type, in the order in which they were declared. */
export function ofType(program: DeclaredProgram, type: string): DeclaredResource[] {
  return program.resources.filter((resource) => resource.type === type);
}
