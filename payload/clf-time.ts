const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The last answer, and the second that it holds for: each request asks once or twice, mostly about the same one. */
let last = { second: Number.NaN, text: "" };

/** A time as the Common Log Format writes it, always in UTC: `12/Mar/2020:19:03:58 +0000`. */
export function clfTime(millisecondsSinceEpoch: number): string {
  const second = Math.floor(millisecondsSinceEpoch / 1000);
  if (second !== last.second) last = { second, text: written(millisecondsSinceEpoch) };
  return last.text;
}

function written(millisecondsSinceEpoch: number): string {
  const iso = new Date(millisecondsSinceEpoch).toISOString();
  const month = MONTHS[Number(iso.slice(5, 7)) - 1];
  return `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
