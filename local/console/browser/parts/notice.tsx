import type { Loaded } from "../server.ts";

/** Says that something is on its way, or why it is not. */
export function Pending({ error }: Pick<Loaded<unknown>, "error">) {
  if (error !== undefined) return <Failure message={error} />;
  return (
    <p class="empty" role="status">
      Loading…
    </p>
  );
}

export function Failure({ message }: { message: string }) {
  return (
    <p class="failure" role="alert">
      {message}
    </p>
  );
}
