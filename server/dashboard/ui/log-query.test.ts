import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST_QUERY, parseLogQuery, writeLogQuery } from "./log-query.ts";

test("an address says what the page shows, and is as short as that allows", () => {
  assert.equal(writeLogQuery(FIRST_QUERY), "");
  for (const search of [
    "?q=pf-1&range=7D",
    "?status=failed&name=Purchase&range=30D",
    "?sort=url&order=asc",
    "?from=1000&to=2000",
    "?site=shop&from=1000",
  ])
    assert.equal(writeLogQuery(parseLogQuery(search)), search);
});

test("a link to one event looks for it in half a year", () => {
  assert.equal(parseLogQuery("?q=pf-1").range, "6M");
});

test("what an address cannot say is left out", () => {
  const { filter, range, span } = parseLogQuery("?status=constructor&sort=__proto__&range=toString&from=-1&order=x");
  assert.deepEqual([filter.status, filter.sort, filter.order, range, span], ["", "", "", "7D", null]);
});
