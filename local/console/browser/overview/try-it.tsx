import { useEffect, useRef, useState } from "preact/hooks";
import type { RouteLine } from "../../overview/route-line.ts";
import type { TryAnswer } from "../../overview/try-it.ts";
import { duration } from "../format.ts";
import { Status } from "../parts/badge.tsx";
import { Failure } from "../parts/notice.tsx";
import { post } from "../server.ts";
import { formFor, headersOf, pretty, type TryForm } from "./try-form.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/** A request to a route, written by hand, and its answer. */
export function TryIt({ route, onClose }: { route: RouteLine; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [form, setForm] = useState(() => formFor(route));
  const [answer, setAnswer] = useState<TryAnswer>();
  const [error, setError] = useState<string>();
  useEffect(() => dialog.current?.showModal(), []);
  const send = async (event: Event) => {
    event.preventDefault();
    setError(undefined);
    try {
      const { headers, ...rest } = form;
      setAnswer(await post<TryAnswer>("/api/try", { ...rest, api: route.api, headers: headersOf(headers) }));
    } catch (failure) {
      setAnswer(undefined);
      setError((failure as Error).message);
    }
  };
  return (
    <dialog ref={dialog} class="sheet" onClose={onClose} aria-labelledby="try-title">
      <div class="card-head">
        <h2 id="try-title">{route.routeKey}</h2>
        <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      {route.summary !== undefined && <p class="lead">{route.summary}</p>}
      <form onSubmit={send}>
        <RequestFields
          form={form}
          isAny={!METHODS.includes(route.routeKey.split(" ")[0] ?? "")}
          onChange={setForm}
        />
        <button type="submit">Send</button>
      </form>
      {error !== undefined && <Failure message={error} />}
      {answer && <Answer answer={answer} />}
    </dialog>
  );
}

interface FieldsProps {
  readonly form: TryForm;
  readonly isAny: boolean;
  readonly onChange: (form: TryForm) => void;
}

function RequestFields({ form, isAny, onChange }: FieldsProps) {
  const set = (name: keyof TryForm) => (event: Event) =>
    onChange({ ...form, [name]: (event.currentTarget as HTMLInputElement).value });
  return (
    <>
      <div class="try-line">
        <label>
          <span>Method</span>
          <select value={form.method} onChange={set("method")} disabled={!isAny}>
            {METHODS.map((method) => (
              <option key={method}>{method}</option>
            ))}
          </select>
        </label>
        <label class="grow">
          <span>Path</span>
          <input value={form.path} onInput={set("path")} spellcheck={false} required />
        </label>
      </div>
      <label>
        <span>Headers</span>
        <textarea rows={2} value={form.headers} onInput={set("headers")} spellcheck={false} />
      </label>
      <label>
        <span>Body</span>
        <textarea rows={6} value={form.body} onInput={set("body")} spellcheck={false} />
      </label>
    </>
  );
}

function Answer({ answer: { status, headers, body, milliseconds } }: { answer: TryAnswer }) {
  return (
    <section class="answer" aria-label="Answer" aria-live="polite">
      <p>
        <Status status={status} /> in {duration(milliseconds)}
      </p>
      <pre>{pretty(body) || "(no body)"}</pre>
      <details>
        <summary>{headers.length} headers</summary>
        <pre>{headers.map(([name, value]) => `${name}: ${value}`).join("\n")}</pre>
      </details>
    </section>
  );
}
