import type { Overview } from "../../overview/overview.ts";
import { clock } from "../format.ts";

/** Warnings and errors of the local cloud itself; nothing where there are none. */
export function Notices({ notices }: Pick<Overview, "notices">) {
  if (notices.length === 0) return null;
  return (
    <section class="card notices" aria-label="Notices of the local cloud">
      <h2>Notices</h2>
      <ul>
        {notices.map(({ time, level, message }) => (
          <li key={`${time} ${message}`} class={`notice-${level}`}>
            <time>{clock(time, false)}</time> <strong>{level}</strong> {message}
          </li>
        ))}
      </ul>
    </section>
  );
}
