import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { expect } from "chai";
import sinon from "sinon";
import { LiveStream } from "../../../../local/console/http/live-stream.ts";

/** The part of a response that a stream uses. */
class WrittenResponse extends EventEmitter {
  readonly chunks: string[] = [];
  writableLength = 0;
  write(chunk: string): void {
    this.chunks.push(chunk);
  }
  end(): void {}
  get messages(): { items: unknown[]; skipped: number }[] {
    return this.chunks
      .filter((chunk) => chunk.startsWith("data: "))
      .map((chunk) => JSON.parse(chunk.slice(6)));
  }
}

describe("a live stream", () => {
  let clock: sinon.SinonFakeTimers;
  let response: WrittenResponse;
  let live: LiveStream;
  beforeEach(() => {
    clock = sinon.useFakeTimers();
    response = new WrittenResponse();
    live = new LiveStream(response as unknown as ServerResponse);
  });
  afterEach(() => {
    live.end();
    clock.restore();
  });

  it("gathers what comes within a moment into one message", () => {
    for (const item of [1, 2, 3]) live.push(() => item);
    clock.tick(250);
    live.push(() => 4);
    clock.tick(250);
    expect(response.messages).to.deep.equal([
      { items: [1, 2, 3], skipped: 0 },
      { items: [4], skipped: 0 },
    ]);
  });

  it("counts what is too much instead of sending it", () => {
    for (let item = 0; item < 1_000; item += 1) live.push(() => item);
    clock.tick(250);
    expect(response.messages[0]?.items).to.have.length(200);
    expect(response.messages[0]?.skipped).to.equal(800);
  });

  it("makes no more items than it sends", () => {
    const make = sinon.spy(() => "item");
    for (let item = 0; item < 1_000; item += 1) live.push(make);
    expect(make.callCount).to.equal(200);
  });

  it("sends nothing to a page that does not read, and tells it later how much", () => {
    response.writableLength = 2_000_000;
    live.push(() => 1);
    clock.tick(250);
    response.writableLength = 0;
    live.push(() => 2);
    clock.tick(250);
    expect(response.messages).to.deep.equal([{ items: [2], skipped: 1 }]);
  });

  it("keeps the connection from looking dead", () => {
    clock.tick(15_000);
    expect(response.chunks.at(-1)).to.equal(":\n\n");
  });
});
