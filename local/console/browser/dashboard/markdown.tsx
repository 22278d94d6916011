import { marked, type Token } from "marked";
import type { ComponentChildren, JSX } from "preact";
import { useMemo } from "preact/hooks";

/** Markdown as CloudWatch's text widgets have it. Made of elements and texts: HTML in it stays text. */
export function Markdown({ text }: { text: string }) {
  const tokens = useMemo(() => marked.lexer(text), [text]);
  return <div class="markdown">{nodes(tokens)}</div>;
}

function nodes(tokens: readonly Token[] | undefined): ComponentChildren {
  return tokens?.map((token, index) => <Node key={`${index} ${token.type}`} token={token} />);
}

function Node({ token }: { token: Token }): JSX.Element | null {
  switch (token.type) {
    case "heading":
      return <Heading depth={token.depth}>{nodes(token.tokens)}</Heading>;
    case "paragraph":
      return <p>{nodes(token.tokens)}</p>;
    case "strong":
      return <strong>{nodes(token.tokens)}</strong>;
    case "em":
      return <em>{nodes(token.tokens)}</em>;
    case "del":
      return <del>{nodes(token.tokens)}</del>;
    case "codespan":
      return <code>{token.text}</code>;
    case "code":
      return <pre>{token.text}</pre>;
    case "blockquote":
      return <blockquote>{nodes(token.tokens)}</blockquote>;
    case "br":
      return <br />;
    case "hr":
      return <hr />;
    case "list":
      return token.ordered ? <ol>{nodes(token.items)}</ol> : <ul>{nodes(token.items)}</ul>;
    case "list_item":
      return <li>{nodes(token.tokens)}</li>;
    case "link":
      return <Link href={token.href}>{nodes(token.tokens)}</Link>;
    case "table":
      return <Table header={token.header} rows={token.rows} />;
    case "text":
      return <>{"tokens" in token && token.tokens ? nodes(token.tokens) : unescaped(token)}</>;
    case "space":
      return null;
    default:
      return <>{token.raw}</>;
  }
}

/** A widget's headings come below its title's. */
function Heading({ depth, children }: { depth: number; children: ComponentChildren }) {
  return depth <= 2 ? <h2 class={`heading-${depth}`}>{children}</h2> : <h3>{children}</h3>;
}

/** Links to the web alone: no scheme that runs code. CloudWatch's buttons are links here. */
function Link({ href, children }: { href: string; children: ComponentChildren }) {
  if (!/^https?:\/\//i.test(href)) return <>{children}</>;
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}

interface Cell {
  readonly tokens: readonly Token[];
}

function Table({ header, rows }: { header: readonly Cell[]; rows: readonly (readonly Cell[])[] }) {
  return (
    <table>
      <thead>
        <tr>
          {header.map((cell, index) => (
            <th scope="col" key={`${index} head`}>
              {nodes(cell.tokens)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, row) => (
          <tr key={`${row} row`}>
            {cells.map((cell, index) => (
              <td key={`${index} cell`}>{nodes(cell.tokens)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The lexer escapes nothing that is shown as text, so what stands there is what was written. */
function unescaped(token: Token): string {
  return "text" in token ? String(token.text) : token.raw;
}
