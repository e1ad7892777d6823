/** The customer fields that Meta matches people by; each travels as SHA-256 only. */
export const CUSTOMER_FIELDS = [
  "em",
  "ph",
  "fn",
  "ln",
  "ge",
  "db",
  "ct",
  "st",
  "zp",
  "country",
  "external_id",
] as const;

/** Name of one customer field, in Meta's spelling. */
export type CustomerField = (typeof CUSTOMER_FIELDS)[number];

/** Lower-case hex SHA-256 of the normalized value: one, or a list where the page gave several. */
export type HashedValue = string | string[];

/** Identity as it is stored and sent. A field that is unknown or was refused is absent, never the hash of "". */
export type CustomerData = Partial<Record<CustomerField, HashedValue>>;
