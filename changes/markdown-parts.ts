/** Longest list that is written out: GitHub takes comments of 65,536 characters. */
const MAXIMUM_ROWS = 60;

/**
 * Text from a program as code: nothing in it is Markdown, mentions anybody or ends a table's cell. Line ends become
 * spaces.
 */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|");
  const fence = "`".repeat(longestRun(line) + 1);
  const padding = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${padding}${line}${padding}${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
}

/** A table; what is too much is counted. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const shown = rows.slice(0, MAXIMUM_ROWS).map(line);
  return [line(head), line(head.map(() => "---")), ...shown].join("\n") + more(rows.length);
}

/** One point a sentence. */
export function bulletList(sentences: readonly string[]): string {
  const shown = sentences.slice(0, MAXIMUM_ROWS).map((sentence) => `- ${escaped(sentence)}`);
  return shown.join("\n") + more(sentences.length);
}

/** A difference with its sign. */
export function signed(difference: number): string {
  return `${difference > 0 ? "+" : "−"}${Math.abs(difference).toLocaleString("en-US")}`;
}

function more(count: number): string {
  return count <= MAXIMUM_ROWS
    ? ""
    : `\n\n… and ${count - MAXIMUM_ROWS} more: \`npm run changes -- --json\` has all.`;
}

/** Sentences quote names with backticks of their own; what else could be Markdown or a mention is not. */
function escaped(sentence: string): string {
  return sentence.replaceAll(/\s+/g, " ").replaceAll(/[<>[\]*_@\\]/g, "\\$&");
}
