import sinon from "sinon";

/** Everything that is written to standard output and standard error while something runs; nothing of it is shown. */
export async function outputOf(run: () => Promise<unknown>): Promise<string> {
  const streams = [process.stdout, process.stderr].map((stream) => sinon.stub(stream, "write").returns(true));
  try {
    await run();
    return streams.flatMap((stream) => stream.args.map(([chunk]) => String(chunk))).join("");
  } finally {
    for (const stream of streams) stream.restore();
  }
}
