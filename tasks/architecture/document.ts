import { TaskError } from "../task.ts";

const START = "<!-- npm run diagram writes this: start -->";
const END = "<!-- npm run diagram writes this: end -->";

/** The document with another diagram in the place of its own. @throws TaskError when it has no such place */
export function withDiagram(document: string, mermaid: string): string {
  const start = document.indexOf(START);
  const end = document.indexOf(END);
  if (start < 0 || end < start) throw new TaskError(`the document needs the lines ${START} and ${END}.`);
  const block = `${START}\n\`\`\`mermaid\n${mermaid.trimEnd()}\n\`\`\`\n`;
  return document.slice(0, start) + block + document.slice(end);
}
