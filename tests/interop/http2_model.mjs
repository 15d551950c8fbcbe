// A model server over TLS that offers HTTP/2 and answers with a compressed event stream.
//
// Usage: http2_model.mjs PORT FOLDER     (FOLDER has server.pem and server.key)
//
// A question is answered by a call of the tool `add`, and its result by two deltas; between them
// the server waits until it is asked for /release, so that a client that holds the first one back
// is found out. Every flush of the compressor is cut into small pieces. /seen gives what it was
// asked since the last time, as JSON. Whoever does not speak HTTP/2 is served all the same and
// shows up there.

import { readFileSync } from "node:fs";
import { createSecureServer } from "node:http2";
import { setImmediate as soon } from "node:timers/promises";
import { constants, createGzip } from "node:zlib";

const [port, folder] = process.argv.slice(2);
// So long is a reader waited for.
const RELEASE_LIMIT_MS = 30_000;
const PIECE_BYTES = 7;

const seen = [];
const connections = new Map();
let release = () => {};

const server = createSecureServer({
  key: readFileSync(`${folder}/server.key`),
  cert: readFileSync(`${folder}/server.pem`),
  allowHTTP1: true,
});

function chunk(delta, finish = null) {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return { id: "chatcmpl-h2", object: "chat.completion.chunk", model: "m", choices };
}

function call(name, argumentsText) {
  const of = (fields) => ({ tool_calls: [{ index: 0, ...fields }] });
  const begin = { id: "call_h2", type: "function", function: { name, arguments: "" } };
  return [
    chunk({ role: "assistant", content: null }),
    chunk(of(begin)),
    chunk(of({ function: { arguments: argumentsText } })),
    chunk({}, "tool_calls"),
  ];
}

/** Sends events, each with a flush of its own, and tells when they are all on their way. */
class Compressed {
  constructor(response) {
    this.gzip = createGzip();
    this.done = (async () => {
      for await (const flushed of this.gzip) {
        for (let at = 0; at < flushed.length; at += PIECE_BYTES) {
          response.write(flushed.subarray(at, at + PIECE_BYTES));
          await soon();
        }
      }
      response.end();
    })();
  }

  async send(events) {
    for (const event of events) {
      const data = typeof event === "string" ? event : JSON.stringify(event);
      this.gzip.write(`data: ${data}\n\n`);
      await new Promise((flushed) => this.gzip.flush(constants.Z_SYNC_FLUSH, flushed));
    }
  }

  async end() {
    this.gzip.end();
    await this.done;
  }
}

async function answer(body, response) {
  response.writeHead(200, { "content-type": "text/event-stream", "content-encoding": "gzip" });
  const stream = new Compressed(response);
  const result = body.messages.at(-1);
  if (result.role === "tool") {
    await stream.send([chunk({ role: "assistant", content: "Primera parte — ñandú" })]);
    await new Promise((released) => {
      release = released;
      setTimeout(released, RELEASE_LIMIT_MS).unref();
    });
    const rest = `, y el resultado: ${result.content}.`;
    await stream.send([chunk({ content: rest }), chunk({}, "stop")]);
  } else {
    await stream.send(call("add", '{"a": 2, "b": 3}'));
  }
  await stream.send(["[DONE]"]);
  await stream.end();
}

/** Numbers the connections in the order in which they come. */
function connection(request) {
  const socket = request.stream?.session ?? request.socket;
  if (!connections.has(socket)) connections.set(socket, connections.size + 1);
  return connections.get(socket);
}

server.on("request", async (request, response) => {
  if (request.url === "/seen") {
    response.end(JSON.stringify(seen.splice(0)));
  } else if (request.url === "/release") {
    release();
    response.end();
  } else if (request.method !== "POST") {
    // The list of models, or its head: there is none.
    response.writeHead(404).end();
  } else {
    let body = "";
    for await (const piece of request) body += piece;
    seen.push({
      asked: `${request.method} ${request.url}`,
      version: request.httpVersion,
      accepts: request.headers["accept-encoding"] ?? "",
      connection: connection(request),
    });
    await answer(JSON.parse(body), response);
  }
});
server.listen(Number(port), "127.0.0.1");
