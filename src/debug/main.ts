import { startDebug } from "./debug.ts";

declare const __VERSION__: string;

const { PixelFlowObject = "pixelFlow" } = window;
const tag = (window as unknown as Record<string, Parameters<typeof startDebug>[0] | undefined>)[PixelFlowObject];
if (tag) startDebug(tag, { version: __VERSION__, nonce: document.currentScript?.nonce ?? "" });
