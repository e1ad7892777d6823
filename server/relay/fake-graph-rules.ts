import { isRecord } from "../receive/read-value.ts";

/** What Meta's written rules say about a request: an error in Meta's form, or undefined for a good one. */
export interface GraphError {
  message: string;
  type: string;
  code: number;
  error_subcode?: number;
  is_transient?: boolean;
  error_user_title?: string;
  error_user_msg?: string;
  fbtrace_id: string;
}

const HASHED = ["em", "ph", "fn", "ln", "ge", "db", "ct", "st", "zp", "country"];
const CLEAR = ["client_ip_address", "client_user_agent", "fbc", "fbp", "external_id"];
const HASH = /^([0-9a-f]{64}|[0-9a-f]{32})$/;
const HASH_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const ACTION_SOURCES =
  "website email app phone_call chat physical_store system_generated business_messaging other".split(" ");
const WEEK_SECONDS = 7 * 24 * 60 * 60;
const USELESS = [["ct", "st", "zp", "country", "ge"], ["db"], ["fn", "ge"], ["ln", "ge"]];

function invalid(title: string, error_subcode?: number): GraphError {
  return {
    message: "Invalid parameter",
    type: "OAuthException",
    code: 100,
    ...(error_subcode && { error_subcode }),
    is_transient: false,
    error_user_title: title,
    fbtrace_id: "fake-trace",
  };
}

/** Checks a whole request as it was posted. */
export function findGraphError(path: string, body: unknown, now: number): GraphError | undefined {
  if (!/^\/v\d+\.\d+\/\d+\/events$/.test(path)) return invalid(`Unsupported path ${path}`);
  if (!isRecord(body)) return invalid("The body is no object");
  if (typeof body.access_token !== "string" || !body.access_token)
    return { message: "No access token", type: "OAuthException", code: 190, fbtrace_id: "fake-trace" };
  const { data, partner_agent, test_event_code } = body;
  if (!Array.isArray(data) || data.length < 1 || data.length > 1000) return invalid("data holds 1 to 1000 events");
  if (typeof partner_agent !== "string" || partner_agent.length >= 23 || !/[a-z].*[a-z]/i.test(partner_agent))
    return invalid("partner_agent is shorter than 23 characters and has two letters");
  if (test_event_code !== undefined && typeof test_event_code !== "string") return invalid("test_event_code is text");
  for (const key of Object.keys(body))
    if (!["data", "access_token", "partner_agent", "test_event_code"].includes(key)) return invalid(`Unknown ${key}`);
  for (const event of data) {
    const error = findEventError(event, now);
    if (error) return error;
  }
  return undefined;
}

function findEventError(event: unknown, now: number): GraphError | undefined {
  if (!isRecord(event)) return invalid("An event is an object");
  const { event_name, event_time, event_id, action_source, event_source_url, user_data, custom_data } = event;
  if (typeof event_name !== "string" || !event_name) return invalid("event_name is required");
  if (typeof event_time !== "number" || !Number.isInteger(event_time)) return invalid("event_time is whole seconds");
  if (event_time < now / 1000 - WEEK_SECONDS) return invalid("Event Timestamp Too Old", 2804003);
  if (event_time > now / 1000 + 60) return invalid("Event Timestamp In The Future", 2804004);
  if (typeof event_id !== "string" || !event_id) return invalid("event_id is ours to send");
  if (!ACTION_SOURCES.includes(String(action_source))) return invalid("action_source is required");
  if (!isRecord(user_data)) return invalid("user_data is required");
  if (action_source === "website") {
    if (!/^https?:\/\/[^/]+/.test(String(event_source_url))) return invalid("event_source_url is required");
    if (!user_data.client_user_agent) return invalid("client_user_agent is required");
  }
  return (
    findUserDataError(user_data) ??
    findCustomDataError(event_name, custom_data) ??
    findLimitError(event, Boolean(user_data.client_ip_address))
  );
}

function findUserDataError(userData: Record<string, unknown>): GraphError | undefined {
  for (const [field, value] of Object.entries(userData)) {
    const values = Array.isArray(value) ? value : [value];
    if (![...HASHED, ...CLEAR].includes(field)) return invalid(`Unknown user_data.${field}`);
    if (values.length === 0 || values.some((one) => typeof one !== "string" || !one)) return invalid(`Empty ${field}`);
    if (values.includes(HASH_OF_NOTHING)) return invalid(`${field} is the hash of nothing`);
    if (HASHED.includes(field) && !values.every((one) => HASH.test(String(one)))) return invalid(`${field} is no hash`);
  }
  const { fbp, fbc } = userData;
  if (fbp !== undefined && !/^fb\.\d\.\d{13}\.\d+$/.test(String(fbp))) return invalid("fbp has no valid form");
  if (fbc !== undefined && !/^fb\.\d\.\d{13}\..+$/.test(String(fbc))) return invalid("fbc has no valid form");
  const fields = Object.keys(userData).filter((field) => field !== "client_user_agent");
  if (USELESS.some((alone) => fields.every((field) => alone.includes(field))))
    return invalid("Not Enough Customer Data", 2804050);
  return undefined;
}

function findCustomDataError(name: string, customData: unknown): GraphError | undefined {
  const data = isRecord(customData) ? customData : {};
  if (customData !== undefined && !isRecord(customData)) return invalid("custom_data is an object");
  if (name === "Purchase" && typeof data.value !== "number") return invalid("Missing Value", 2804019);
  if (name === "Purchase" && !/^[A-Z]{3}$/.test(String(data.currency))) return invalid("Missing Currency", 2804019);
  if (data.num_items !== undefined && !Number.isInteger(data.num_items)) return invalid("num_items is an integer");
  if (data.contents !== undefined) {
    if (!Array.isArray(data.contents)) return invalid("contents is a list");
    for (const item of data.contents) {
      if (!isRecord(item) || typeof item.id !== "string" || !item.id) return invalid("contents have an id");
      const { quantity = 1, item_price = 0, delivery_category = "in_store" } = item;
      if (typeof quantity !== "number" || typeof item_price !== "number") return invalid("contents have numbers");
      if (!["in_store", "curbside", "home_delivery"].includes(String(delivery_category)))
        return invalid("Unknown delivery_category");
    }
  }
  return undefined;
}

function findLimitError(event: Record<string, unknown>, hasAddress: boolean): GraphError | undefined {
  const options = event.data_processing_options;
  if (options === undefined) return undefined;
  if (!Array.isArray(options) || options.some((option) => option !== "LDU"))
    return invalid("Unknown processing option");
  const { data_processing_options_country: country, data_processing_options_state: state } = event;
  if (options.length > 0 && (typeof country !== "number" || typeof state !== "number"))
    return invalid("LDU needs country and state");
  if (options.length > 0 && country === 0 && !hasAddress) return invalid("LDU with 0/0 needs the address");
  return undefined;
}
