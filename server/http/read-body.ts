import type { IncomingMessage } from "node:http";
import { HttpError } from "./http-error.ts";

/**
 * The whole request body as text. Bytes are counted as they come, since a chunked body states no length.
 * Throws HttpError 413 as soon as the limit is passed and 415 for a compressed body.
 */
export function readBody(incoming: IncomingMessage, maxBytes: number): Promise<string> {
  // A body that nobody reads is read and dropped until the answer closes the connection: to close at once would make
  // the client's system throw the answer away.
  const refuse = (error: HttpError) => {
    incoming.resume();
    return Promise.reject(error);
  };
  const tooLarge = () =>
    new HttpError(413, `The body may have at most ${maxBytes} bytes: send fewer events at a time.`, {
      connection: "close",
    });
  const encoding = incoming.headers["content-encoding"];
  if (encoding && encoding !== "identity")
    return refuse(new HttpError(415, "Send the body uncompressed.", { connection: "close" }));
  if (Number(incoming.headers["content-length"]) > maxBytes) return refuse(tooLarge());

  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    incoming.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      incoming.removeAllListeners("data");
      refuse(tooLarge()).catch(reject);
    });
    incoming.on("end", () => {
      const [first] = chunks;
      resolve(chunks.length === 1 && first ? first.toString() : Buffer.concat(chunks).toString());
    });
    incoming.on("error", () => reject(new HttpError(400, "The body broke off.")));
    incoming.on("close", () => incoming.complete || reject(new HttpError(400, "The body broke off.")));
  });
}
