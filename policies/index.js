// Pulumi requires a pack's entry with ts-node registered, which can't load ES modules. What this file imports, Node
// loads itself.
import "./pack.ts";
