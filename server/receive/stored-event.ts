import type { CustomerData } from "../../src/wire/customer-data.ts";
import type { EventData } from "../../src/wire/event.ts";

/** Who acted, as it is kept: hashes, and the two facts about the connection that Meta wants in clear. */
export interface StoredCustomerData extends CustomerData {
  client_ip_address?: string;
  client_user_agent?: string;
}

/** One event as the store keeps it: known keys only, clean, its time corrected. */
export type StoredEvent = OrUndefined<Omit<EventData, "actionSource" | "customerData" | "sentAt">> & {
  actionSource: string;
  customerData: StoredCustomerData;
  /** Set on arrival, by the site's settings and the visitor's choice. */
  limitedDataUse?: boolean;
};

/** What is absent in JSON may be undefined here. */
type OrUndefined<T> = { [K in keyof T]: undefined extends T[K] ? T[K] | undefined : T[K] };
