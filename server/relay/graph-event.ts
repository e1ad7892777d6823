import type { StoredEvent } from "../receive/stored-event.ts";
import { toCustomData } from "./custom-data.ts";
import type { GraphEvent } from "./graph-types.ts";

/** Zeros let Meta find the visitor's state by the address in the event. */
const LIMITED_DATA_USE = {
  data_processing_options: ["LDU"],
  data_processing_options_country: 0,
  data_processing_options_state: 0,
};

/**
 * The stored event as Meta takes it. Nothing is added that the event did not bring, except the currency that the
 * site's operator has set, where a value came without one.
 */
export function toGraphEvent(event: StoredEvent, siteCurrency?: string): GraphEvent {
  const customData = toCustomData(event.additionalData, siteCurrency);
  const { fbp, fbc } = event;
  return {
    event_name: event.eventName,
    event_time: event.eventTime,
    event_id: event.event_id,
    action_source: event.actionSource,
    ...(isWebAddress(event.siteURL) && { event_source_url: event.siteURL }),
    ...(isWebAddress(event.referrer) && { referrer_url: event.referrer }),
    user_data: { ...event.customerData, ...(fbp && { fbp }), ...(fbc && { fbc }) },
    ...(customData && { custom_data: customData }),
    ...(event.limitedDataUse && LIMITED_DATA_USE),
  };
}

function isWebAddress(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\/./i.test(url);
}
