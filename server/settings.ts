import { isIP } from "node:net";
import * as v from "valibot";
import { META_API_VERSION, META_GRAPH_URL } from "./relay/graph-version.ts";

/** Everything that one ingest process is told from outside. */
export interface Settings {
  host: string;
  /** 0 lets the system choose a free port. */
  port: number;
  store: { kind: "sqlite"; dataDir: string } | { kind: "postgres"; url: string };
  role: "all" | "receive" | "relay";
  graph: { url: string; version: string };
  /** null: one is generated at the first start and kept as its scrypt hash. */
  adminPassword: string | null;
  sitesFile: string | null;
  /** Events per second, with a burst of five times that; 0 is no limit. */
  rateLimits: { perKey: number; perIp: number };
  /** Addresses or CIDR ranges whose `X-Forwarded-For` counts. */
  trustedProxies: string[];
  /** Request header in which a CDN states the visitor's country, in lower case. */
  countryHeader: string | null;
  retentionDays: number;
  /** A port of its own for `/metrics`, which is behind the log-in otherwise. */
  metricsPort: number | null;
  /** Gets every alert as JSON. */
  alertWebhookUrl: string | null;
}

/** A setting that cannot be used; the message says which one and what to write instead, never a secret's value. */
export class SettingsError extends Error {
  override name = "SettingsError";
}

const wholeNumber = (min: number, max: number) =>
  v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number), v.minValue(min), v.maxValue(max));

const httpUrl = v.pipe(
  v.string(),
  v.url(),
  v.regex(/^https?:\/\//),
  v.transform((url) => url.replace(/\/+$/, "")),
);

const addressList = v.pipe(
  v.string(),
  v.transform((list) => list.split(/[\s,]+/).filter(Boolean)),
  v.array(v.pipe(v.string(), v.check(isAddressOrRange))),
);

function isAddressOrRange(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  const maxBits = { 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return maxBits > 0 && rest.length === 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= maxBits));
}

const VARIABLES = {
  HOST: { schema: v.string(), fallback: "127.0.0.1", write: "an address to listen on, such as 127.0.0.1 or 0.0.0.0" },
  PORT: { schema: wholeNumber(0, 65535), fallback: 8787, write: "a port number from 0 to 65535 (0: any free one)" },
  DATA_DIR: { schema: v.string(), fallback: "data", write: "the folder that holds the SQLite store" },
  DATABASE_URL: {
    schema: v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\//)),
    fallback: null,
    write: "an address such as postgres://user:password@host:5432/name, or leave it out to use SQLite",
  },
  ROLE: { schema: v.picklist(["all", "receive", "relay"]), fallback: "all" as const, write: "all, receive or relay" },
  META_GRAPH_URL: {
    schema: httpUrl,
    fallback: META_GRAPH_URL,
    write: `an http(s) address without a path, such as ${META_GRAPH_URL}`,
  },
  META_API_VERSION: {
    schema: v.pipe(v.string(), v.regex(/^v\d+\.\d+$/)),
    fallback: META_API_VERSION,
    write: `a version such as ${META_API_VERSION}`,
  },
  ADMIN_PASSWORD: {
    schema: v.pipe(v.string(), v.minLength(8)),
    fallback: null,
    write: "a password of at least 8 characters, or leave it out to have one generated",
  },
  SITES_FILE: { schema: v.string(), fallback: null, write: "the path of a JSON file with your sites" },
  RATE_LIMIT_PER_KEY: {
    schema: wholeNumber(0, 1e9),
    fallback: 1000,
    write: "events per second for one API key, as a whole number (0: no limit)",
  },
  RATE_LIMIT_PER_IP: {
    schema: wholeNumber(0, 1e9),
    fallback: 400,
    write: "events per second for one address, as a whole number (0: no limit)",
  },
  TRUSTED_PROXIES: {
    schema: addressList,
    fallback: [] as string[],
    write: "addresses or ranges of your proxies, separated by commas, such as 10.0.0.0/8, 2001:db8::1",
  },
  COUNTRY_HEADER: {
    schema: v.pipe(
      v.string(),
      v.regex(/^[\w-]+$/),
      v.transform((name) => name.toLowerCase()),
    ),
    fallback: null,
    write: "the name of the header in which your CDN states the visitor's country, such as cf-ipcountry",
  },
  METRICS_PORT: {
    schema: wholeNumber(0, 65535),
    fallback: null,
    write: "a port number for /metrics, or leave it out to have /metrics behind the log-in",
  },
  ALERT_WEBHOOK_URL: {
    schema: v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//)),
    fallback: null,
    write: "an http(s) address that takes alerts as JSON",
  },
  RETENTION_DAYS: { schema: wholeNumber(1, 36500), fallback: 190, write: "a whole number of days, at least 1" },
} as const;

type Variables = typeof VARIABLES;
type Value<K extends keyof Variables> = v.InferOutput<Variables[K]["schema"]> | Variables[K]["fallback"];

/**
 * The settings in an environment. An empty variable counts as unset.
 * Throws one SettingsError that names every variable that cannot be used.
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const problems: string[] = [];
  const read = <K extends keyof Variables>(name: K): Value<K> => {
    const text = env[name]?.trim();
    const { schema, fallback, write } = VARIABLES[name];
    if (!text) return fallback as Value<K>;
    const parsed = v.safeParse(schema, text);
    if (parsed.success) return parsed.output as Value<K>;
    problems.push(`${name} cannot be used: write ${write}.`);
    return fallback as Value<K>;
  };

  const databaseUrl = read("DATABASE_URL");
  const role = read("ROLE");
  const dataDir = read("DATA_DIR");
  if (role !== "all" && !databaseUrl)
    problems.push(
      `ROLE=${role} needs DATABASE_URL: several processes share a PostgreSQL, the SQLite store serves one process.`,
    );
  const settings: Settings = {
    host: read("HOST"),
    port: read("PORT"),
    store: databaseUrl ? { kind: "postgres", url: databaseUrl } : { kind: "sqlite", dataDir },
    role,
    graph: { url: read("META_GRAPH_URL"), version: read("META_API_VERSION") },
    adminPassword: read("ADMIN_PASSWORD"),
    sitesFile: read("SITES_FILE"),
    rateLimits: { perKey: read("RATE_LIMIT_PER_KEY"), perIp: read("RATE_LIMIT_PER_IP") },
    trustedProxies: read("TRUSTED_PROXIES"),
    countryHeader: read("COUNTRY_HEADER"),
    retentionDays: read("RETENTION_DAYS"),
    metricsPort: read("METRICS_PORT"),
    alertWebhookUrl: read("ALERT_WEBHOOK_URL"),
  };
  if (problems.length > 0) throw new SettingsError(problems.join("\n"));
  return settings;
}
