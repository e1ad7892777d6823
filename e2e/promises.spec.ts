import { PROMISES } from "./promises/index.ts";
import { test } from "./support/fixtures.ts";

for (const { name, keep } of PROMISES) test(name, ({ scene }) => keep(scene));
