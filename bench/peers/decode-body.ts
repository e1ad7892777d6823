import { gunzipSync } from "node:zlib";

/** The text that a tag sent, whichever of the field's ways it wrapped it in: gzip, a form's `data=`, base64. */
export function decodeBody(body: Buffer): string {
  if (body[0] === 0x1f && body[1] === 0x8b) return gunzipSync(body).toString();
  const text = body.toString();
  const form = /^data=([^&]*)/.exec(text)?.[1];
  if (form === undefined) return text;
  const data = decodeURIComponent(form.replaceAll("+", " "));
  return /^[\w+/]+=*$/.test(data) ? Buffer.from(data, "base64").toString() : data;
}
