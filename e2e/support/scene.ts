import type { RecordingIngest } from "./recording-ingest.ts";
import type { TestSite } from "./test-site.ts";

/** One open tab, as every driver can offer it. */
export interface Tab {
  /** Goes to an address and waits until its document has been read. */
  goto(url: string): Promise<void>;
  /** Resolves once a navigation that the page itself began has arrived at an address. */
  arrival(url: string): Promise<void>;
  /** Runs code in the page; a Promise it gives is awaited. The value must be plain JSON. */
  evaluate<Result>(code: string): Promise<Result>;
  close(): Promise<void>;
}

/** A browser with one profile; tabs share cookies and storage. */
export interface Driver {
  openTab(): Promise<Tab>;
}

/** Where a promise is put to the test: a browser, a shop's web server, and an ingest that records. */
export interface Scene {
  driver: Driver;
  site: TestSite;
  ingest: RecordingIngest;
}

/** Something we promise, what is done on a page to see it, and what must arrive. Knows no driver and no test runner. */
export interface PromiseToKeep {
  name: string;
  keep(scene: Scene): Promise<void>;
}
