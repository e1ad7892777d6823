import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./read-documents.ts";

const lines = (code: string) => code.split("\n").filter((line) => line.trim() && !line.trim().startsWith("#"));

/** Throws unless every block that opens closes, and none closes that was not open. */
function checkBraces(code: string): void {
  let depth = 0;
  for (const line of lines(code)) {
    depth += line.trim().endsWith("{") ? 1 : line.trim() === "}" ? -1 : 0;
    assert.ok(depth >= 0, `one } too many: ${line}`);
  }
  assert.equal(depth, 0, "a { stays open");
}

const NGINX =
  "server listen http2 server_name ssl_certificate ssl_certificate_key client_max_body_size gzip gzip_types location proxy_pass proxy_http_version proxy_set_header proxy_buffering proxy_read_timeout".split(
    " ",
  );

/** Throws an Error for what nginx would not read: braces, semicolons, words that are no directive of it. */
export function lintNginx(code: string): void {
  checkBraces(code);
  for (const line of lines(code)) {
    assert.match(line, /(;|\{|^\s*\})$/, `neither ; nor { at the end: ${line}`);
    const [word = ""] = line.trim().split(/[\s;]/);
    assert.ok(word === "}" || NGINX.includes(word), `nginx has no ${word}, or nobody has checked it`);
  }
  assert.match(code, /proxy_set_header Host \$host;/, "the ingest sees the wrong host");
  assert.match(code, /X-Forwarded-For/, "the ingest sees the proxy's address");
}

const CADDY = ["encode", "reverse_proxy", "flush_interval"];

/** Throws an Error for what Caddy would not read, or would warn of. */
export function lintCaddyfile(code: string): void {
  checkBraces(code);
  for (const line of lines(code)) {
    assert.doesNotMatch(line, /;$|^ /, `Caddy wants tabs and no semicolons: ${line}`);
    const [word = ""] = line.trim().split(/\s/);
    assert.ok(!line.startsWith("\t") || word === "}" || CADDY.includes(word), `Caddy has no ${word} here`);
  }
}

const UNIT: Record<string, RegExp> = {
  Unit: /^(Description|After|Wants)$/,
  Service:
    /^(ExecStart|WorkingDirectory|EnvironmentFile|Environment|DynamicUser|StateDirectory|Restart|RestartSec|TimeoutStopSec|NoNewPrivileges|PrivateTmp|ProtectHome|ProtectSystem|CapabilityBoundingSet|RestrictAddressFamilies)$/,
  Install: /^WantedBy$/,
};

/** Throws an Error for a line that is no setting of its section, or a file of ours that is not there. */
export function lintUnit(code: string): void {
  let section = "";
  for (const line of lines(code)) {
    const [, name] = /^\[(\w+)\]$/.exec(line) ?? [];
    if (name) {
      section = name;
      assert.ok(UNIT[section], `no section of a service: ${line}`);
      continue;
    }
    const [key = ""] = line.split("=");
    assert.match(line, /^\w+=/, `no setting: ${line}`);
    assert.match(key, UNIT[section] as RegExp, `[${section}] has no ${key}, or nobody has checked it`);
  }
  const [, script = ""] = /^ExecStart=\S+ (\S+)$/m.exec(code) ?? [];
  assert.ok(existsSync(join(ROOT, script)), `ExecStart runs ${script}, which is not there`);
}

/** Throws an Error for an instruction that does not exist, a root process, or a file of ours that is not there. */
export function lintContainerfile(code: string): void {
  const instructions = lines(code).map(
    (line) => /^([A-Z]+) (.+)$/.exec(line) ?? assert.fail(`no instruction: ${line}`),
  );
  assert.equal(instructions[0]?.[1], "FROM");
  for (const [line, word = "", rest = ""] of instructions) {
    assert.match(word, /^(FROM|WORKDIR|COPY|RUN|ENV|VOLUME|USER|EXPOSE|CMD)$/, line);
    if (word === "FROM") assert.match(rest, /^node:24-slim( AS \w+)?$/, "another Node than ours");
    const [, copied] = /^--from=build \/app\/(\S+) /.exec(rest) ?? [];
    // What the build makes is not in a fresh clone.
    if (copied && copied !== "dist") assert.ok(existsSync(join(ROOT, copied)), `${copied} is not there`);
    if (word !== "CMD") continue;
    const command: unknown = JSON.parse(rest);
    assert.ok(Array.isArray(command) && existsSync(join(ROOT, String(command.at(-1)))), line);
  }
  assert.match(code, /^USER (?!root)\w+$/m, "it would run as root");
}
