import type { CustomerData } from "../../src/wire/customer-data.ts";

/** Who acted, in Meta's spelling. */
export interface GraphUserData extends CustomerData {
  client_ip_address?: string;
  client_user_agent?: string;
  fbp?: string;
  fbc?: string;
}

/** One event as Meta's Conversions API takes it. */
export interface GraphEvent {
  event_name: string;
  event_time: number;
  event_id: string;
  action_source: string;
  event_source_url?: string;
  referrer_url?: string;
  user_data: GraphUserData;
  custom_data?: Record<string, unknown>;
  data_processing_options?: string[];
  data_processing_options_country?: number;
  data_processing_options_state?: number;
}
