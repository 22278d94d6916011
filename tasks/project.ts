import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** Name of the Pulumi project: the first part of every name in AWS. */
export const PROJECT: string = parse(readFileSync("Pulumi.yaml", "utf8")).name;
