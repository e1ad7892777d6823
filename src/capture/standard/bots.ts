/** What programs write into their user agent, as the contract lists it; the first one found is the one reported. */
const PATTERNS =
  "bot crawler spider scraper headless phantom selenium facebookexternalhit meta-externalagent meta-externalads meta-external python-requests python-urllib curl/ wget/ guzzle httpx aiohttp".split(
    " ",
  );

/** The first pattern of a program that a user agent holds; undefined for a person's browser. */
export function findBotPattern(userAgent: string): string | undefined {
  // Cubot makes telephones.
  const text = userAgent.toLowerCase().replace("cubot", "");
  return PATTERNS.find((pattern) => text.includes(pattern));
}
