import * as pulumi from "@pulumi/pulumi";

/**
 * A component was given something that AWS would refuse, or accept and then not do. Pulumi prints a RunError's message
 * without a stack, since the mistake is in the program's arguments.
 */
class ArgumentError extends pulumi.RunError {
  override readonly name = "ArgumentError";
}

/** Checks on a component's constructor arguments; each message begins with the component's type and name. */
export class Arguments {
  readonly #subject: string;

  constructor(type: string, name: string) {
    this.#subject = `${type} "${name}"`;
  }

  /** @throws ArgumentError with this sentence, unless the condition holds. */
  require(condition: boolean, sentence: string): void {
    if (!condition) throw new ArgumentError(`${this.#subject}: ${sentence}`);
  }

  /** A whole number within limits, both included. An absent value passes. */
  wholeNumber(argument: string, value: number | undefined, limits: { min: number; max: number }): void {
    const { min, max } = limits;
    this.require(
      value === undefined || (Number.isInteger(value) && value >= min && value <= max),
      `${argument} must be a whole number from ${min} to ${max}; got ${value}.`,
    );
  }

  /** One of a list. An absent value passes. */
  oneOf<T extends string | number>(argument: string, value: T | undefined, allowed: readonly T[]): void {
    this.require(
      value === undefined || allowed.includes(value),
      `${argument} must be one of ${allowed.join(", ")}; got ${value}.`,
    );
  }
}
