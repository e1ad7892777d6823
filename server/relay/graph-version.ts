/** Where the Conversions API answers unless the settings say otherwise. */
export const META_GRAPH_URL = "https://graph.facebook.com";

/** The Graph API version that requests name unless the settings say otherwise; Meta keeps each for about two years. */
export const META_API_VERSION = "v26.0";
